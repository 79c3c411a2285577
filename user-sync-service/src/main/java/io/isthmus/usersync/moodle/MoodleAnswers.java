package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;

/** What an answer has to be before anything is concluded from it: other JSON is no empty list. */
final class MoodleAnswers {

    private MoodleAnswers() {}

    /** @throws RemoteFault that may be tried again unless it is a list */
    static JsonNode list(JsonNode answer) {
        if (!answer.isArray()) {
            throw new RemoteFault(Kind.RETRYABLE, "lms-unexpected-answer");
        }
        return answer;
    }
}
