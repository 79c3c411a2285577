package io.isthmus.token.launch;

import io.isthmus.token.CmsConfig;
import io.isthmus.token.LmsConfig;
import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.isthmus.token.login.LoginStarts;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.Refusals;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserClaims;
import io.isthmus.token.verify.UserRules;
import io.isthmus.token.verify.UserRules.Judged;
import io.isthmus.token.verify.UserView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** From a session at the CMS to a login that has begun. */
@Singleton
class LaunchFlow {

    private final Clients clients;
    private final CmsSessions cms;
    private final LoginStarts logins;
    private final Refusals refusals;
    private final LaunchConfig config;
    private final CmsConfig cmsConfig;
    private final LmsConfig lms;

    @Inject
    LaunchFlow(
            Clients clients,
            CmsSessions cms,
            LoginStarts logins,
            Refusals refusals,
            LaunchConfig config,
            CmsConfig cmsConfig,
            LmsConfig lms) {
        this.clients = clients;
        this.cms = cms;
        this.logins = logins;
        this.refusals = refusals;
        this.config = config;
        this.cmsConfig = cmsConfig;
        this.lms = lms;
    }

    /** What a launch comes to. */
    sealed interface Launch {
        /** @param key for the browser */
        record Started(String key) implements Launch {}

        /** The CMS knows no session of this browser. */
        record Anonymous() implements Launch {}

        record Refused(String reference) implements Launch {}

        /** Nobody set this up. */
        record NotOffered() implements Launch {}
    }

    /** @param cookies the browser's, by their names */
    Uni<Launch> launch(Optional<String> target, Function<String, Optional<String>> cookies) {
        Optional<Client> client =
                config.client().flatMap(id -> clients.current().find(id));
        if (client.isEmpty() || !client.get().source().equals(cmsConfig.source())) {
            return Uni.createFrom().item(new Launch.NotOffered());
        }
        Optional<URI> resolved = target.flatMap(text -> client.get().redirects().resolve(text, lms.site()));
        if (target.isPresent() && resolved.isEmpty()) {
            return refused(RefusalReason.BAD_REDIRECT, client.get(), Optional.empty());
        }
        Optional<CmsSessions.Cookie> cookie = cms.cookie(cookies);
        if (cookie.isEmpty()) {
            return Uni.createFrom().item(new Launch.Anonymous());
        }
        return cms.whose(cookie.get().name(), cookie.get().value())
                .flatMap(person -> person.map(known -> start(client.get(), known, resolved))
                        .orElseGet(() -> Uni.createFrom().item(new Launch.Anonymous())));
    }

    private Uni<Launch> start(Client client, CmsPerson person, Optional<URI> target) {
        if (!(UserRules.judge(UserView.of(person.user())) instanceof Judged.Right right)) {
            return refused(RefusalReason.BAD_USERNAME, client, Optional.empty());
        }
        UserClaims user = right.user();
        Subject subject = Subject.ofUid(client.source(), user.cmsUid().orElseThrow());
        if (!person.active()) {
            return refused(RefusalReason.CMS_BLOCKED, client, Optional.of(subject));
        }
        return logins.start(client, subject, user, target).map(Launch.Started::new);
    }

    private Uni<Launch> refused(RefusalReason reason, Client client, Optional<Subject> subject) {
        var refusal = new Refusal(reason, Optional.of(client.id()), Optional.empty(), subject);
        return Uni.createFrom().item(new Launch.Refused(refusals.report(refusal)));
    }

    /** The CMS's own login page, which comes back here; Drupal takes paths on its own host only. */
    String cmsLogin(String destination) {
        String site = cmsConfig.site().toString();
        String base = site.endsWith("/") ? site.substring(0, site.length() - 1) : site;
        return base + "/user/login?destination=" + destination;
    }
}
