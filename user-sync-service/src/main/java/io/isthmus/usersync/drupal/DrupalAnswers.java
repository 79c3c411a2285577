package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.drupal.DrupalCalls.Answer;

/** What an answer has to be before anything is concluded from it. */
final class DrupalAnswers {

    static final int OK = 200;

    private DrupalAnswers() {}

    static void expect(Answer answer) {
        if (answer.status() != OK || !answer.body().has("jsonapi")) {
            throw new RemoteFault(Kind.CONFIGURATION, "cms-http-" + answer.status());
        }
    }

    /** @return UUID of the account whose the call was, as the index tells */
    static String me(Answer index) {
        expect(index);
        JsonNode me =
                index.body().path("meta").path("links").path("me").path("meta").path("id");
        if (!me.isTextual()) {
            throw new RemoteFault(Kind.CONFIGURATION, "cms-takes-us-for-anonymous");
        }
        return me.asText();
    }
}
