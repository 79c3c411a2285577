package io.isthmus.testbed.portal.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Writer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes {@code io.isthmus.user.upserted.v1} and {@code .deleted.v1} of contracts/. */
public final class UserEventWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPSERTED = "io.isthmus.user.upserted.v1";
    private static final String DELETED = "io.isthmus.user.deleted.v1";

    private final String source;
    private final Clock clock;

    /** @param source name of this CMS */
    public UserEventWriter(String source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * @param before null for a new account
     * @param after null for a deleted one
     */
    public UserEvent write(@Nullable PortalUser before, @Nullable PortalUser after, Writer writer) {
        if (after == null) {
            if (before == null) {
                throw new IllegalArgumentException("nobody");
            }
            return event(DELETED, before.uid(), writer, JSON.createObjectNode().put("id", uid(before)));
        }
        ObjectNode data = data(after);
        if (before != null) {
            changedFields(data(before), data).forEach(data.putArray("changedFields")::add);
        }
        return event(UPSERTED, after.uid(), writer, data);
    }

    private UserEvent event(String type, int uid, Writer writer, ObjectNode data) {
        String id = UUID.randomUUID().toString();
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", type)
                .put("subject", String.valueOf(uid))
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("datacontenttype", "application/json");
        // where a change by a program began is for that program to know
        if (writer != Writer.CONNECTOR) {
            event.put("origin", source);
        }
        event.set("data", data);
        return new UserEvent(id, source + ":" + uid, event.toString());
    }

    private static ObjectNode data(PortalUser user) {
        ObjectNode data = JSON.createObjectNode()
                .put("id", uid(user))
                .put("username", user.name())
                .put("email", user.mail())
                .put("emailVerified", user.mailVerified())
                .put("firstName", user.firstName())
                .put("lastName", user.lastName())
                .put("status", user.active() ? "active" : "suspended")
                .put("locale", user.preferredLangcode())
                .put("city", user.city());
        String country = user.country();
        if (country == null || country.matches("[A-Z]{2}")) {
            data.put("country", country);
        }
        data.putArray("groups");
        data.putObject("custom");
        return data;
    }

    private static List<String> changedFields(ObjectNode before, ObjectNode after) {
        var changed = new ArrayList<String>();
        for (Iterator<String> names = after.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!after.get(name).equals(before.get(name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    private static String uid(PortalUser user) {
        return String.valueOf(user.uid());
    }
}
