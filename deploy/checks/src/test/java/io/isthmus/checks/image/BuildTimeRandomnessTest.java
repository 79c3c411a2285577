package io.isthmus.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BuildTimeRandomnessTest {

    /** A field's type says nothing of it. */
    static final class Hidden {
        static final Object SOURCE = new SecureRandom();
    }

    static final class ByWayOfAnother {
        static final String ID = made();

        private static String made() {
            return UUID.randomUUID().toString();
        }
    }

    static final class InALambda {
        static final String ID = now(() -> UUID.randomUUID().toString());

        private static String now(Supplier<String> supplier) {
            return supplier.get();
        }
    }

    static final class WhenAsked {
        static final Supplier<UUID> IDS = UUID::randomUUID;

        private final SecureRandom random = new SecureRandom();

        int draw() {
            return random.nextInt();
        }
    }

    @Test
    void isFoundWhereverAnInitializerComesByIt() {
        String here = BuildTimeRandomnessTest.class.getName().replace('.', '/') + "$";

        assertThat(found(Hidden.class, ByWayOfAnother.class, InALambda.class, WhenAsked.class))
                .containsExactly(
                        here + "ByWayOfAnother.<clinit> calls java/util/UUID.randomUUID",
                        here + "Hidden.<clinit> calls java/security/SecureRandom.<init>",
                        here + "InALambda.<clinit> calls java/util/UUID.randomUUID");
    }

    private static Set<String> found(Class<?>... classes) {
        var randomness = new BuildTimeRandomness();
        for (Class<?> type : List.of(classes)) {
            try (var code = type.getResourceAsStream(type.getName().replaceAll(".*\\.", "") + ".class")) {
                randomness.read(code.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return randomness.found();
    }
}
