package io.isthmus.usersync.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change.Kind;
import io.isthmus.usersync.journal.Reading.Foreign;
import io.isthmus.usersync.journal.Reading.Irrelevant;
import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.person.PersonKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 in JSON, in structured and in binary mode. Whatever a message holds, the answer is a
 * {@link Reading}, never an exception.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
final class EventReader {

    private static final String CMS_USERS = "isthmus.cms.users";
    private static final String LMS_USERS = "isthmus.lms.users";
    private static final String LOGINS = "isthmus.sso.logins";

    /** Before the source's name in the channel of what it sent by HTTP. */
    private static final String WEBHOOK = "webhook:";

    /** W3C Trace Context; anything else is nobody's trace. */
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::type, kind -> kind));

    private static final int MAX_ID = 64;
    private static final int MAX_ATTRIBUTE = 255;

    private static final Set<String> NOT_OURS = Set.of(
            "io.isthmus.login.refused.v1",
            "io.isthmus.legacy.used.v1",
            "io.isthmus.session.started.v1",
            "io.isthmus.session.ended.v1");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Sources sources;
    private final int maxSize;

    /** @param maxSize in bytes */
    EventReader(Sources sources, int maxSize) {
        this.sources = sources;
        this.maxSize = maxSize;
    }

    Reading read(Message message) {
        return read(message, JSON::readTree);
    }

    /** The same, but a {@link Change}'s data hold no more than whom it is about. */
    Reading skim(Message message) {
        return read(message, raw -> Excerpt.of(JSON, raw));
    }

    private interface Parser {
        @Nullable
        JsonNode parse(byte[] raw) throws IOException;
    }

    private Reading read(Message message, Parser parser) {
        if (message.raw().length > maxSize) {
            return new Poison("too-large");
        }
        try {
            Reading reading = envelope(message, parser.parse(message.raw()));
            boolean ours = reading instanceof Readable || reading instanceof Poison;
            return ours && message.key() == null ? new Poison("missing-key") : reading;
        } catch (JsonProcessingException e) {
            return new Poison("not-json");
        } catch (DateTimeException e) {
            return new Poison("bad-time");
        } catch (IOException | IllegalArgumentException e) {
            return new Poison("unreadable");
        }
    }

    private Reading envelope(Message message, @Nullable JsonNode body) {
        boolean binary = message.headers().containsKey("ce_specversion");
        if (body == null || !body.isObject()) {
            return new Poison("not-an-object");
        }
        return binary
                ? event(message, name -> Optional.ofNullable(message.headers().get("ce_" + name)), body)
                : event(message, name -> text(body, name), body.path("data"));
    }

    private interface Attributes {
        Optional<String> get(String name);
    }

    private Reading event(Message message, Attributes attributes, JsonNode data) {
        Optional<String> type = attributes.get("type");
        Optional<String> id = attributes.get("id");
        Optional<String> source = attributes.get("source");
        Optional<String> time = attributes.get("time");
        boolean complete = attributes.get("specversion").equals(Optional.of("1.0"));
        if (!complete || type.isEmpty() || id.isEmpty() || source.isEmpty() || time.isEmpty()) {
            return new Poison("not-a-cloudevent");
        }
        if (NOT_OURS.contains(type.get())) {
            return new Irrelevant();
        }
        Optional<String> stranger = stranger(message.channel(), source.get(), data);
        if (stranger.isPresent()) {
            return new Foreign(stranger.get());
        }
        Optional<Kind> kind = Optional.ofNullable(KINDS.get(type.get()));
        if (kind.isEmpty()) {
            return new Poison("unknown-type");
        }
        if (!mayCarry(message.channel(), kind.get(), source.get())) {
            return new Poison("wrong-channel");
        }
        Instant at = EventTime.of(time.get());
        Optional<PersonKey> key = kind.get() == Kind.LOGIN ? loginKey(data) : userKey(source.get(), data);
        if (key.isEmpty()) {
            return new Poison("no-person");
        }
        String origin = attributes.get("origin").orElse(null);
        String trace = attributes
                .get("traceparent")
                .filter(text -> TRACEPARENT.matcher(text).matches())
                .orElse(null);
        return new Readable(new Change(source.get(), id.get(), kind.get(), key.get(), at, origin, trace, data));
    }

    /** @return whose event it is, where a topic that several installations share brings one of another's */
    private Optional<String> stranger(String channel, String source, JsonNode data) {
        return switch (channel) {
            case CMS_USERS, LMS_USERS ->
                Optional.of(source).filter(name -> sources.sideOf(name).isEmpty());
            case LOGINS ->
                text(data, "cmsSource")
                        .filter(name -> !name.equals(sources.cms()))
                        .or(() -> text(data, "lmsSource").filter(name -> !name.equals(sources.lms())));
            default -> Optional.empty();
        };
    }

    /** Who may write to a topic is settled there, so a topic speaks for its own side only. */
    private boolean mayCarry(String channel, Kind kind, String source) {
        return switch (channel) {
            case CMS_USERS -> isOfUser(kind) && source.equals(sources.cms());
            case LMS_USERS -> isOfUser(kind) && source.equals(sources.lms());
            case LOGINS -> kind == Kind.LOGIN;
            default -> !isWebhook(channel) || isOfUser(kind) && source.equals(channel.substring(WEBHOOK.length()));
        };
    }

    private static boolean isWebhook(String channel) {
        return channel.startsWith(WEBHOOK);
    }

    private static boolean isOfUser(Kind kind) {
        return kind != Kind.LOGIN && !kind.isInternal();
    }

    private Optional<PersonKey> loginKey(JsonNode data) {
        boolean ours = text(data, "cmsSource").equals(Optional.of(sources.cms()))
                && text(data, "lmsSource").equals(Optional.of(sources.lms()));
        return ours ? key(sources.cms(), text(data, "cmsUid")) : Optional.empty();
    }

    private Optional<PersonKey> userKey(String source, JsonNode data) {
        return sources.sideOf(source).isPresent() ? key(source, text(data, "id")) : Optional.empty();
    }

    private static Optional<PersonKey> key(String source, Optional<String> id) {
        return id.filter(EventReader::isId).map(text -> new PersonKey(source, text));
    }

    /** Login events may name a person ({@code name:ada}), and names may be long. */
    private static boolean isId(String id) {
        return !id.isBlank() && id.length() <= (id.startsWith("name:") ? MAX_ATTRIBUTE : MAX_ID);
    }

    /** PostgreSQL's text cannot hold U+0000, so no attribute may. */
    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return Optional.empty();
        }
        String text = value.textValue();
        if (text.length() > MAX_ATTRIBUTE || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("attribute");
        }
        return Optional.of(text);
    }
}
