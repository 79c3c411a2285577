package io.isthmus.testbed.portal.jsonapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.Faults;
import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.Caller;
import io.isthmus.testbed.portal.web.PhpQuery;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The collection, with filters, order, sparse fields and pages, and the single user. */
final class UserReads {

    /** Drupal's most; asking for more gives this many. */
    static final int PAGE = 50;

    private static final Set<String> PARAMETERS =
            Set.of("filter", "sort", "page", "fields", "include", "resourceVersion");

    private final SiteSettings site;
    private final Users users;
    private final Faults faults;

    UserReads(SiteSettings site, Users users, Faults faults) {
        this.site = site;
        this.users = users;
        this.faults = faults;
    }

    void collection(RoutingContext context, RequestOrigin origin, Caller caller) {
        PhpQuery query = query(context);
        List<Optional<PortalUser>> rows = faults.shrink(
                rows(query, caller), row -> row.map(PortalUser::uid).orElse(0));
        int limit = number(query, "limit", PAGE, 1, PAGE);
        int offset = number(query, "offset", 0, 0, Integer.MAX_VALUE);
        var resources = new UserResources(origin, caller, fields(query));
        ArrayNode data = Documents.JSON.createArrayNode();
        rows.stream().skip(offset).limit(limit).forEach(row -> data.add(resources.resource(row)));
        ObjectNode document = Documents.document();
        document.set("data", data);
        String path = origin.url(Requests.path(context));
        if (offset > 0) {
            Documents.link(document, "first", path + page(query, 0, limit));
        }
        if (rows.size() > (long) offset + limit) {
            Documents.link(document, "next", path + page(query, offset + limit, limit));
        }
        if (offset > 0) {
            Documents.link(document, "prev", path + page(query, Math.max(0, offset - limit), limit));
        }
        Documents.link(document, "self", path + query.sorted());
        Documents.send(context, 200, document);
    }

    void single(RoutingContext context, RequestOrigin origin, Caller caller, PortalUser user) {
        PhpQuery query = query(context);
        var resources = new UserResources(origin, caller, fields(query));
        String self = origin.url(Requests.path(context)) + query.sorted();
        Documents.send(context, 200, Documents.resource(resources.resource(Optional.of(user)), self));
    }

    void anonymousUser(RoutingContext context, RequestOrigin origin, Caller caller) {
        var resources = new UserResources(origin, caller, fields(query(context)));
        Documents.send(
                context,
                200,
                Documents.resource(resources.resource(Optional.empty()), resources.url(UserResources.ANONYMOUS)));
    }

    private List<Optional<PortalUser>> rows(PhpQuery query, Caller caller) {
        Map<String, Object> filter = query.nested("filter");
        var rows = new ArrayList<Optional<PortalUser>>();
        if (filter.isEmpty()) {
            rows.add(Optional.empty());
        }
        Predicate<PortalUser> wanted = UserFilter.of(filter, site.collation(), caller.administersUsers());
        users.all().stream().filter(wanted).forEach(user -> rows.add(Optional.of(user)));
        rows.sort(UserSort.of(query.values().get("sort")));
        return rows;
    }

    private static PhpQuery query(RoutingContext context) {
        PhpQuery query = PhpQuery.parse(context.request().query());
        List<String> unknown = query.values().keySet().stream()
                .filter(name -> !PARAMETERS.contains(name) && name.matches("[a-z]*"))
                .toList();
        if (!unknown.isEmpty()) {
            throw JsonApiFault.parameters(String.join("', '", unknown));
        }
        if (query.values().containsKey("include")) {
            throw JsonApiFault.of(400, "`include` is not supported: users of this site relate to nothing one may see.");
        }
        return query;
    }

    private static @Nullable Set<String> fields(PhpQuery query) {
        Object fields = query.nested("fields").get("user--user");
        return fields == null
                ? null
                : new TreeSet<>(List.of(String.valueOf(fields).split(",")));
    }

    private static int number(PhpQuery query, String name, int otherwise, int least, int most) {
        Object value = query.nested("page").get(name);
        if (value == null) {
            return otherwise;
        }
        String text = String.valueOf(value);
        return text.matches("\\d{1,9}") ? Math.min(most, Math.max(least, Integer.parseInt(text))) : otherwise;
    }

    private static PhpQuery page(PhpQuery query, int offset, int limit) {
        var page = new LinkedHashMap<String, Object>();
        page.put("offset", offset);
        page.put("limit", limit);
        return query.with("page", page);
    }

    static Optional<UUID> uuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
