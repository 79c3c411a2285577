package io.isthmus.token.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.contracts.Contracts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkEventsTest {

    private static final String TYPE = "io.isthmus.link.changed.v1";
    private static final Link ADA = new Link("cms", "101", "lms", Optional.of("ada"), "4", LinkStatus.LINKED);

    private final ObjectNode sample = sample();

    @Test
    void readsTheSample() {
        assertThat(LinkEvents.read(sample.toString(), null)).hasValue(ADA);
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        sample.put("dataschema", "https://example.org/x");
        ((ObjectNode) sample.get("data"))
                .put("future", "field")
                .putArray("more")
                .add(1);

        assertThat(LinkEvents.read(sample.toString(), null)).hasValue(ADA);
    }

    @Test
    void readsBinaryMode() {
        assertThat(LinkEvents.read(sample.get("data").toString(), TYPE)).hasValue(ADA);
        assertThat(LinkEvents.read(sample.get("data").toString(), "io.isthmus.other.v1"))
                .isEmpty();
    }

    @Test
    void passesOverWhatIsNoLink() {
        assertThat(LinkEvents.read("not json", null)).isEmpty();
        assertThat(LinkEvents.read("[]", null)).isEmpty();
        assertThat(LinkEvents.read(
                        sample.deepCopy()
                                .put("type", "io.isthmus.user.deleted.v1")
                                .toString(),
                        null))
                .isEmpty();
        JsonNode strange = sample.deepCopy();
        ((ObjectNode) strange.get("data")).put("status", "married");
        assertThat(LinkEvents.read(strange.toString(), null)).isEmpty();
    }

    private static ObjectNode sample() {
        try {
            return (ObjectNode) new ObjectMapper().readTree(Contracts.sample(TYPE));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
