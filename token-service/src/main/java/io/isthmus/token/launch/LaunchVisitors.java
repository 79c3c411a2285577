package io.isthmus.token.launch;

import io.isthmus.token.CmsConfig;
import io.isthmus.token.login.CmsVisitors;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.Usernames;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** By the session that would be enough for a launch. Where nobody set launches up, no cookie of the CMS is looked at. */
@Singleton
class LaunchVisitors implements CmsVisitors {

    private final CmsSessions cms;
    private final Optional<String> entrance;
    private final String source;

    @Inject
    LaunchVisitors(CmsSessions cms, LaunchConfig config, CmsConfig cmsConfig) {
        this.cms = cms;
        this.entrance = config.client().map(client -> LaunchResource.HERE);
        this.source = cmsConfig.source();
    }

    @Override
    public Uni<Optional<CmsVisitor>> at(Function<String, Optional<String>> cookies) {
        return entrance.flatMap(here -> cms.cookie(cookies))
                .map(cookie -> cms.whose(cookie.name(), cookie.value()).map(person -> person.flatMap(this::visitor)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Optional<String> entrance() {
        return entrance;
    }

    private Optional<CmsVisitor> visitor(CmsPerson person) {
        String username = person.user().username();
        return person.user()
                .cmsUid()
                .map(uid -> new CmsVisitor(
                        Subject.ofUid(source, uid),
                        Usernames.normalize(username).orElse(username)));
    }
}
