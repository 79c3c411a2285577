package io.isthmus.testbed.portal.jsonapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.CancelMethod;
import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PasswordHash;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.SaveResult;
import io.isthmus.testbed.portal.people.SaveResult.Invalid;
import io.isthmus.testbed.portal.people.SaveResult.NameIndexFailed;
import io.isthmus.testbed.portal.people.SaveResult.Saved;
import io.isthmus.testbed.portal.people.SaveResult.UuidTaken;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.people.Violation;
import io.isthmus.testbed.portal.people.Writer;
import io.isthmus.testbed.portal.session.Authentication;
import io.isthmus.testbed.portal.session.Caller;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** POST, PATCH and DELETE of users. */
final class UserWrites {

    private final SiteSettings site;
    private final Users users;
    private final Authentication authentication;

    UserWrites(SiteSettings site, Users users, Authentication authentication) {
        this.site = site;
        this.users = users;
        this.authentication = authentication;
    }

    void create(RoutingContext context, RequestOrigin origin, Caller caller) {
        if (!caller.administersUsers()) {
            throw JsonApiFault.of(403, "The 'administer users' permission is required.");
        }
        UserBody body = UserBody.parse(context.body().asString());
        if (!body.id().isEmpty() && UserReads.uuid(body.id()).isEmpty()) {
            throw JsonApiFault.of(
                    422, "IDs should be properly generated and formatted UUIDs as described in RFC 4122.");
        }
        body.refuseUnknown();
        body.refuseForbidden("POST", true);
        var draft = new UserDraft().uuid(UserReads.uuid(body.id()).orElse(null));
        body.apply(draft);
        PortalUser user = saved(users.create(draft, writer(caller)));
        var resources = new UserResources(origin, caller, null);
        context.response().putHeader("Location", resources.url(user.uuid()));
        ObjectNode document =
                Documents.resource(resources.resource(Optional.of(user)), origin.url(Requests.path(context)));
        Documents.send(context, 201, document);
    }

    void patch(RoutingContext context, RequestOrigin origin, Caller caller, PortalUser user) {
        if (!caller.administersUsers() && !caller.is(user)) {
            throw JsonApiFault.of(
                    403,
                    "Users can only update their own account, unless they have the 'administer users' permission.");
        }
        UserBody body = UserBody.parse(context.body().asString());
        if (!body.id().equals(user.uuid().toString())) {
            throw JsonApiFault.of(
                    400,
                    "The selected entity (" + user.uuid() + ") does not match the ID in the payload (" + body.id()
                            + ").");
        }
        body.refuseUnknown();
        body.refuseForbidden("PATCH", caller.administersUsers());
        if (caller.is(user)) {
            askCurrentPassword(body, user);
        }
        PortalUser now = saved(users.update(user.uid(), body::apply, writer(caller)));
        var resources = new UserResources(origin, caller, null);
        Documents.send(
                context, 200, Documents.resource(resources.resource(Optional.of(now)), resources.url(now.uuid())));
    }

    void delete(RoutingContext context, Caller caller, PortalUser user) {
        if (!caller.administersUsers()) {
            throw JsonApiFault.of(403, "The 'cancel account' permission is required.");
        }
        if (site.cancelMethod() == CancelMethod.DELETE) {
            users.delete(user.uid(), writer(caller));
        } else {
            users.update(user.uid(), draft -> draft.active(false), writer(caller));
        }
        // Drupal's cancellation runs as a batch, which opens a session even for a program
        if (!caller.sentCookie()) {
            authentication.open(context, 0);
        }
        context.response().setStatusCode(204).end();
    }

    private static void askCurrentPassword(UserBody body, PortalUser user) {
        String current = body.currentPassword();
        PasswordHash password = user.password();
        if (current != null && password != null && password.matches(current)) {
            return;
        }
        var draft = new UserDraft(user);
        body.apply(draft);
        var violations = new ArrayList<Violation>();
        String message = "Your current password is missing or incorrect; it's required to change the ";
        if (!Objects.equals(draft.mail(), user.mail())) {
            violations.add(new Violation("mail", message + "Email.", false));
        }
        if (!Objects.equals(draft.password(), user.password())) {
            violations.add(new Violation("pass", message + "Password.", false));
        }
        if (!violations.isEmpty()) {
            throw JsonApiFault.invalid(violations);
        }
    }

    private static PortalUser saved(SaveResult result) {
        if (result instanceof Saved saved) {
            return saved.user();
        }
        if (result instanceof Invalid invalid) {
            throw JsonApiFault.invalid(invalid.violations());
        }
        if (result instanceof UuidTaken) {
            throw JsonApiFault.of(409, "Conflict: Entity already exists.");
        }
        if (result instanceof NameIndexFailed) {
            throw JsonApiFault.of(
                    500,
                    "SQLSTATE[23000]: Integrity constraint violation: 19 UNIQUE constraint failed: "
                            + "users_field_data.name, users_field_data.langcode");
        }
        throw JsonApiFault.of(404, "The user is gone.");
    }

    private static Writer writer(Caller caller) {
        List<String> roles =
                caller.user() == null ? List.of() : List.copyOf(caller.user().roles());
        if (roles.contains(PortalUser.CONNECTOR)) {
            return Writer.CONNECTOR;
        }
        return roles.contains(PortalUser.ADMINISTRATOR) ? Writer.SITE : Writer.PERSON;
    }
}
