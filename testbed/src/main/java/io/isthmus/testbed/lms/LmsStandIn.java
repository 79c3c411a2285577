package io.isthmus.testbed.lms;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running LMS of the outside world's kind: Moodle 4.5's REST web services with state, and the pages its people see.
 * See the package's description for what it does and does not.
 */
public final class LmsStandIn implements AutoCloseable {

    private final Vertx vertx;
    private final HttpServer server;
    private final Changes changes;
    private final @Nullable StateFile file;
    private final LmsState state;
    private final Tokens tokens;
    private final LmsToken token;
    private final LmsToken lowPrivilegeToken;
    private final LmsSite site;
    private final URI url;

    /** Starts it and waits until it listens. */
    public static LmsStandIn start(LmsOptions options) {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
        try {
            Router router = Router.router(vertx);
            HttpServer server = await(vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(16_384))
                    .requestHandler(router)
                    .listen(options.port(), options.host())
                    .toCompletionStage());
            return new LmsStandIn(options, vertx, server, router);
        } catch (RuntimeException e) {
            await(vertx.close().toCompletionStage());
            throw e;
        }
    }

    private LmsStandIn(LmsOptions options, Vertx vertx, HttpServer server, Router router) {
        this.vertx = vertx;
        this.server = server;
        url = URI.create("http://" + options.host() + ":" + server.actualPort());
        changes = new Changes(options.listener());
        file = options.dataFolder() == null ? null : new StateFile(options.dataFolder());
        state = new LmsState(options.clock(), this::committed);
        state.fill(stored().<Consumer<LmsState>>map(data -> data::into).orElse(options.world()));
        tokens = new Tokens();
        token = tokens.add(new LmsToken(options.token(), "main", SampleWorld.CONNECTOR, Capability.ofConnector()));
        lowPrivilegeToken =
                tokens.add(new LmsToken(options.lowPrivilegeToken(), "lowpriv", SampleWorld.CONNECTOR, Set.of()));
        site = new LmsSite(options, state, tokens, publicUrl(options));
        site.mount(router);
    }

    private Optional<LmsData> stored() {
        return file == null ? Optional.empty() : file.read();
    }

    private void committed(List<Consumer<LmsListener>> told) {
        if (file != null) {
            file.changed(state);
        }
        changes.tell(told);
    }

    private String publicUrl(LmsOptions options) {
        URI base = options.publicUrl() == null ? url : options.publicUrl();
        return base.toString().replaceAll("/+$", "");
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the LMS stand-in: " + e.getMessage(), e.getCause());
        }
    }

    /** @return where it listens */
    public URI url() {
        return url;
    }

    public int port() {
        return server.actualPort();
    }

    public LmsState state() {
        return state;
    }

    /** @return the token that may do everything, to take capabilities from */
    public LmsToken token() {
        return token;
    }

    public LmsToken lowPrivilegeToken() {
        return lowPrivilegeToken;
    }

    /** @param name as in the log of calls, not the token itself */
    public LmsToken token(String name) {
        return tokens.named(name);
    }

    /** Adds a web-service token of this account. */
    public LmsToken addToken(String value, String name, long userId, Set<Capability> capabilities) {
        return tokens.add(new LmsToken(value, name, userId, capabilities));
    }

    public Faults faults() {
        return site.faults();
    }

    public Calls calls() {
        return site.calls();
    }

    /** Adds {@code debuginfo} to errors, as developer debugging does. */
    public void debug(boolean on) {
        site.rest().debug(on);
    }

    public Optional<LmsUser> user(long id) {
        return state.user(id);
    }

    public Optional<LmsUser> userByUsername(String username) {
        return state.userByUsername(username);
    }

    /** @return every account by id, the deleted ones too */
    public List<LmsUser> users() {
        return state.users();
    }

    /** @return a new account with auth=manual; change it by {@code state().saveUser} */
    public LmsUser addUser(String username, String firstname, String lastname, String email) {
        return state.addUser(LmsUser.named(username, firstname, lastname, email));
    }

    /** Adds a course and, when it tracks completion, four lessons. */
    public LmsCourse addCourse(LmsCourse course) {
        return state.addCourse(course, 4);
    }

    /** Enrols a person as a student, or sets the progress (percent) of one who is. */
    public LmsEnrolment enrol(long userId, long courseId, int progress) {
        return state.enrol(userId, courseId, progress);
    }

    /** Issues a certificate of the course's, now. */
    public LmsCertificate issueCertificate(long userId, long courseId) {
        return state.issueCertificate(userId, courseId);
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage());
        changes.close();
        if (file != null) {
            file.close(state);
        }
    }
}
