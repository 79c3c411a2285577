package io.isthmus.token.nonce;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.token.TokenConfig;
import io.isthmus.token.redis.RedisConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NonceBeansTest {

    @Test
    void nobodyWaitsForReplicasOfACluster() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(NonceConfig.class)
                .withMapping(TokenConfig.class)
                .withMapping(RedisConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(Map.of("isthmus.nonce.wait-replicas", "1"), "test", 100))
                .build();

        assertThatThrownBy(() -> new NonceBeans()
                        .nonces(
                                null,
                                config.getConfigMapping(RedisConfig.class),
                                config.getConfigMapping(NonceConfig.class),
                                config.getConfigMapping(TokenConfig.class),
                                "cluster"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("isthmus.nonce.wait-replicas");
    }
}
