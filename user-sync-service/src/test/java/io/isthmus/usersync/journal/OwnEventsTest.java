package io.isthmus.usersync.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.journal.Reading.Readable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody outside can have the service do what only its operators may. */
class OwnEventsTest {

    private static final int MAX_SIZE = 10_000;

    private final EventReader reader = new EventReader(new Sources("cms", "lms", "cms:", Set.of()), MAX_SIZE);

    private Reading read(String channel, String type, String source) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + source + "\",\"type\":\"" + type
                + "\",\"time\":\"2026-05-04T10:00:00Z\",\"data\":{\"id\":\"101\"}}";
        return reader.read(new Message(channel, "", "", Map.of(), event.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "isthmus.cms.users,io.isthmus.sync.import.v1,cms",
        "isthmus.cms.users,io.isthmus.sync.recheck.v1,cms",
        "isthmus.lms.users,io.isthmus.sync.import.v1,lms",
        "isthmus.sso.logins,io.isthmus.sync.import.v1,cms",
        "webhook:cms,io.isthmus.sync.import.v1,cms",
        "webhook:cms,io.isthmus.sync.recheck.v1,cms",
        "webhook:cms,io.isthmus.login.accepted.v1,cms",
        "webhook:cms,io.isthmus.user.deleted.v1,lms",
        "webhook:lms,io.isthmus.user.upserted.v1,cms"
    })
    void refusesWhatASourceMayNotSay(String channel, String type, String source) {
        assertThat(read(channel, type, source)).isEqualTo(new Poison("wrong-channel"));
    }

    @ParameterizedTest
    @CsvSource({
        "import,io.isthmus.sync.import.v1,lms",
        "scan,io.isthmus.sync.recheck.v1,cms",
        "webhook:lms,io.isthmus.user.upserted.v1,lms"
    })
    void takesWhatItMay(String channel, String type, String source) {
        assertThat(read(channel, type, source)).isInstanceOf(Readable.class);
    }
}
