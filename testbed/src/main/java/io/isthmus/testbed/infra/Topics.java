package io.isthmus.testbed.infra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of contracts/asyncapi.yaml, as an operator would create them. */
public final class Topics {

    private static final int PARTITIONS = 3;
    private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private Topics() {}

    public static List<NewTopic> all() {
        return List.of(
                expiring("isthmus.cms.users"),
                expiring("isthmus.lms.users"),
                expiring("isthmus.lms.courses"),
                expiring("isthmus.sso.logins"),
                expiring("isthmus.sync.outcomes"),
                expiring("isthmus.identity.erasures"),
                compacted("isthmus.identity.links"));
    }

    /** Topics with personal data keep it for 7 days at most. */
    private static NewTopic expiring(String name) {
        return topic(
                name,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(Duration.ofDays(7).toMillis())));
    }

    private static NewTopic compacted(String name) {
        return topic(name, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private static NewTopic topic(String name, Map<String, String> configs) {
        var all = new java.util.HashMap<>(configs);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_MESSAGE_BYTES));
        return new NewTopic(name, PARTITIONS, (short) 1).configs(all);
    }
}
