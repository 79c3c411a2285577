package io.isthmus.bench.course;

import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Single requests, one after another. */
final class Api {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<byte[]> dashboard(URI service, String uid, String authorization)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                request(service.resolve("/v1/users/" + uid + "/dashboard"))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the dashboard of " + uid + ": " + answer.statusCode());
        }
        return answer;
    }

    void give(URI bare, byte[] bytes) throws IOException, InterruptedException {
        client.send(
                request(bare.resolve("/bare/bytes"))
                        .PUT(BodyPublishers.ofByteArray(bytes))
                        .build(),
                BodyHandlers.discarding());
    }

    /** The one call that a dashboard waits for longest, made as any client would. */
    void courses(LmsStandIn lms, String userId) throws IOException, InterruptedException {
        String form = "wstoken=" + LmsOptions.LOCAL_TOKEN + "&moodlewsrestformat=json"
                + "&wsfunction=core_enrol_get_users_courses&returnusercount=0&userid=" + userId;
        client.send(
                request(lms.url().resolve("/webservice/rest/server.php"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(LIMIT);
    }
}
