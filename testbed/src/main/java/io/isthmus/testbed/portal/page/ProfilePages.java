package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.page.PageKit.Visitor;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.SaveResult;
import io.isthmus.testbed.portal.people.SaveResult.Invalid;
import io.isthmus.testbed.portal.people.SaveResult.NameIndexFailed;
import io.isthmus.testbed.portal.people.SaveResult.Saved;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.people.Violation;
import io.isthmus.testbed.portal.people.Writer;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One's own profile: to look at and to edit. */
final class ProfilePages {

    private final PageKit kit;
    private final Users users;

    ProfilePages(PageKit kit, Users users) {
        this.kit = kit;
        this.users = users;
    }

    void mount(Router router) {
        router.getWithRegex("/user/(?<uid>\\d{1,9})").blockingHandler(context -> own(context, this::show), false);
        router.getWithRegex("/user/(?<uid>\\d{1,9})/edit").blockingHandler(context -> own(context, this::edit), false);
        router.postWithRegex("/user/(?<uid>\\d{1,9})/edit")
                .blockingHandler(context -> kit.withForm(context, visitor -> own(context, this::save)), false);
    }

    private interface OwnPage {
        void show(RoutingContext context, Visitor visitor);
    }

    private void own(RoutingContext context, OwnPage page) {
        boolean byProgram = kit.authentication().caller(context).triedBasic();
        if (byProgram) {
            kit.fail(context, 403, "Access denied", "The used authentication method is not allowed on this route.");
            return;
        }
        kit.withVisitor(context, visitor -> {
            if (Requests.pathParam(context, "uid")
                    .equals(String.valueOf(visitor.user().uid()))) {
                page.show(context, visitor);
                return;
            }
            kit.fail(context, 403, "Access denied", "Profiles are shown to their owners only.");
        });
    }

    private void show(RoutingContext context, Visitor visitor) {
        Map<String, Object> data = Map.of(
                "user", visitor.user(),
                "country", Words.country(visitor.user().country()),
                "since", Words.date(visitor.user().created()));
        kit.send(context, 200, "profile", "Your profile", data);
    }

    private void edit(RoutingContext context, Visitor visitor) {
        form(context, visitor, 200, ProfileForm.of(visitor.user()), Map.of());
    }

    private void save(RoutingContext context, Visitor visitor) {
        PortalUser user = visitor.user();
        ProfileForm form = ProfileForm.of(context.request().formAttributes());
        Map<String, String> errors = byField(users.check(user.uid(), form::apply));
        errors.putAll(form.errors(user));
        if (!errors.isEmpty()) {
            form(context, visitor, 422, form, errors);
            return;
        }
        SaveResult result = users.update(user.uid(), form::apply, Writer.PERSON);
        if (result instanceof Saved saved) {
            visitor.session()
                    .notice(
                            saved.changed()
                                    ? "Your profile is saved. The learning platform will have it in a moment."
                                    : "Nothing was changed.");
            kit.redirect(context, "/user/" + user.uid());
        } else if (result instanceof Invalid invalid) {
            form(context, visitor, 422, form, byField(invalid.violations()));
        } else if (result instanceof NameIndexFailed) {
            form(context, visitor, 422, form, Map.of("name", "This username is already taken."));
        } else {
            kit.redirect(context, "/");
        }
    }

    private static Map<String, String> byField(List<Violation> violations) {
        var errors = new LinkedHashMap<String, String>();
        violations.forEach(violation -> errors.merge(violation.field(), violation.message(), (a, b) -> a));
        return errors;
    }

    private void form(
            RoutingContext context, Visitor visitor, int status, ProfileForm form, Map<String, String> errors) {
        Map<String, Object> data = Map.of(
                "user",
                visitor.user(),
                "form",
                form,
                "errors",
                errors,
                "country",
                Objects.requireNonNullElse(Words.country(visitor.user().country()), ""));
        kit.send(context, status, "profile-edit", "Edit your profile", data);
    }
}
