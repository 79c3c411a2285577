package io.isthmus.testbed.portal;

import io.isthmus.testbed.portal.event.KafkaUserEvents;
import io.isthmus.testbed.portal.event.Relay;
import io.isthmus.testbed.portal.jsonapi.JsonApi;
import io.isthmus.testbed.portal.page.Pages;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.SaveResult;
import io.isthmus.testbed.portal.people.SaveResult.Saved;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.people.Writer;
import io.isthmus.testbed.portal.session.Authentication;
import io.isthmus.testbed.portal.session.Flood;
import io.isthmus.testbed.portal.session.Logins;
import io.isthmus.testbed.portal.session.Session;
import io.isthmus.testbed.portal.session.SessionCookie;
import io.isthmus.testbed.portal.session.SessionEndpoints;
import io.isthmus.testbed.portal.session.Sessions;
import io.isthmus.testbed.portal.web.Passages;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A small CMS on 127.0.0.1 that speaks Drupal 10's JSON:API, session cookie, login and logout. */
public final class Portal implements AutoCloseable {

    private static final BodyHandler BODIES = BodyHandler.create(false).setBodyLimit(1024 * 1024);
    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Vertx vertx;
    private final HttpServer server;
    private final PortalOptions options;
    private final PortalData data;
    private final Users users;
    private final Sessions sessions;
    private final Flood flood;
    private final Faults faults = new Faults();
    private final @Nullable Relay relay;

    private Portal(PortalOptions options) {
        this.options = options;
        this.sessions = new Sessions(options.clock());
        this.flood = new Flood(options.clock());
        this.data = new PortalData(options, this::endSessions);
        this.users = data.users();
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));
        try {
            this.server = vertx.createHttpServer()
                    .requestHandler(router())
                    .listen(options.port(), "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException("the portal cannot listen on port " + options.port(), e.getCause());
        }
        String kafka = options.kafkaBootstrapServers();
        this.relay = kafka == null ? null : Relay.start(data.outbox(), new KafkaUserEvents(kafka));
    }

    public static Portal start(PortalOptions options) {
        return new Portal(options);
    }

    private Router router() {
        var site = options.site();
        var logins = new Logins(site, users, flood);
        var authentication =
                new Authentication(site, users, sessions, new SessionCookie(site, options.clock()), logins);
        Router router = Router.router(vertx);
        new StandIn(faults).mount(router);
        router.route().handler(faults);
        router.route().handler(new TrustedHosts(options));
        router.route().handler(Portal::readBody);
        router.route().handler(faults::cutBeforeAnswer);
        new JsonApi(site, users, authentication, faults).mount(router);
        new SessionEndpoints(site, users, authentication, logins).mount(router);
        new Pages(options, users, authentication, logins, new Passages(vertx, site)).mount(router);
        return router;
    }

    /** Clients may leave a form's type on the GET that they are sent on to, which Vert.x fails over HTTP/2. */
    private static void readBody(RoutingContext context) {
        if (WITH_BODY.contains(context.request().method())) {
            BODIES.handle(context);
            return;
        }
        context.next();
    }

    /** As Drupal does: a blocked or deleted account, or one with a new password, is logged out everywhere. */
    private void endSessions(@Nullable PortalUser before, @Nullable PortalUser after, Writer writer) {
        if (before != null
                && (after == null || !after.active() || !Objects.equals(before.password(), after.password()))) {
            sessions.endAllOf(before.uid());
        }
    }

    public int port() {
        return server.actualPort();
    }

    public URI url() {
        return options.publicUrl() == null ? URI.create("http://127.0.0.1:" + port()) : options.publicUrl();
    }

    public PortalOptions options() {
        return options;
    }

    public Optional<PortalUser> user(int uid) {
        return users.byUid(uid);
    }

    /** @return all accounts by uid */
    public List<PortalUser> users() {
        return users.all();
    }

    /** Adds an account as somebody at the site would. */
    public PortalUser addUser(UserDraft draft) {
        return saved(users.create(draft, Writer.SITE));
    }

    /** Changes an account as somebody at the site would. */
    public PortalUser updateUser(int uid, Consumer<UserDraft> edit) {
        return saved(users.update(uid, edit, Writer.SITE));
    }

    /** @return whether there was such an account */
    public boolean deleteUser(int uid) {
        return users.delete(uid, Writer.SITE);
    }

    private static PortalUser saved(SaveResult result) {
        if (result instanceof Saved saved) {
            return saved.user();
        }
        throw new IllegalArgumentException("the account cannot be saved: " + result);
    }

    public Faults faults() {
        return faults;
    }

    /** @return how many user events wait for Kafka */
    public int unsentEvents() {
        return data.outbox().pending().size();
    }

    /** Forgets wrong passwords. */
    public void clearFlood() {
        flood.clear();
    }

    /** Opens a session of a given cookie value, for the replay of recordings. */
    Session openSession(int uid, String id) {
        return sessions.open(uid, id);
    }

    Session session(String id) {
        return sessions.find(id).orElseThrow();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        if (relay != null) {
            relay.close();
        }
    }
}
