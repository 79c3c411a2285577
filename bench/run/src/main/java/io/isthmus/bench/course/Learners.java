package io.isthmus.bench.course;

import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** People at the LMS with five courses each, and the links that say so. The first ones have a certificate too. */
final class Learners {

    /** With a certificate. */
    static final int CERTIFIED = 64;

    private static final long[] COURSES = {2, 3, 4, 5, 6};
    private static final long CERTIFIED_COURSE = 2;

    private Learners() {}

    /** @return what its people are enrolled in; uid {@code u1} is the first of them */
    static LmsStandIn lms(int people) {
        LmsStandIn lms = LmsStandIn.start(LmsOptions.sample());
        for (int i = 1; i <= people; i++) {
            LmsUser user = lms.addUser("u" + i, "Learner", "Number " + i, "u" + i + "@example.org");
            lms.state().saveUser(user.with("idnumber", "cms:u" + i).with("auth", "userkey"));
            for (long course : COURSES) {
                lms.enrol(user.id(), course, (int) (i + course * 7) % 101);
            }
            if (i <= CERTIFIED) {
                lms.issueCertificate(user.id(), CERTIFIED_COURSE);
            }
        }
        return lms;
    }

    /** Publishes the links of all accounts that were made for {@link #lms}. */
    static void link(LmsStandIn lms, String bootstrapServers) throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringSerializer(),
                new StringSerializer())) {
            Future<RecordMetadata> last = null;
            for (LmsUser user : lms.users()) {
                if (user.username().startsWith("u")) {
                    last = producer.send(new ProducerRecord<>(
                            "isthmus.identity.links", "cms:" + user.username() + ":lms", event(user)));
                }
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
        }
    }

    private static String event(LmsUser user) {
        String uid = user.username();
        return "{\"specversion\":\"1.0\",\"id\":\"link-" + uid + "\",\"source\":\"/isthmus/user-sync-service\","
                + "\"type\":\"io.isthmus.link.changed.v1\",\"subject\":\"cms:" + uid + ":lms\","
                + "\"time\":\"2026-05-04T10:00:00Z\",\"datacontenttype\":\"application/json\",\"data\":{"
                + "\"cmsSource\":\"cms\",\"cmsUid\":\"" + uid + "\",\"lmsSource\":\"lms\",\"cmsUsername\":\"" + uid
                + "\",\"lmsUserId\":\"" + user.id() + "\",\"lmsUsername\":\"" + uid
                + "\",\"status\":\"linked\",\"version\":1}}";
    }
}
