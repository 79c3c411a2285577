package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.cache.SharedCache.Shared;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisCacheTest {

    private static BulkType answerAbout(String name) {
        var answer = new Shared(name.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Heard.Mark.NONE);
        return BulkType.create(Buffer.buffer(SharedForm.write(new SharedForm.Named(name, answer))), false);
    }

    @Test
    void givesEveryKeyItsOwnAnswerInWhateverOrderTheyCome() {
        MultiType values = MultiType.create(4, false);
        values.add(answerAbout("dai"));
        values.add(null);
        values.add(BulkType.create(Buffer.buffer("nonsense"), false));
        values.add(answerAbout("ada"));

        Map<String, Shared> found = RedisCache.byName(Response.newInstance(values));

        assertThat(found).containsOnlyKeys("ada", "dai");
        assertThat(found.get("ada").body()).asString().isEqualTo("ada");
        assertThat(found.get("dai").body()).asString().isEqualTo("dai");
    }
}
