package io.isthmus.checks.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Repository;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs the packaged services: what they can be told is read from them. */
class OverlaysIT {

    static Stream<String> overlays() {
        return Repository.list(Repository.path("k8s/overlays")).stream()
                .map(folder -> folder.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyOverlayFulfilsEveryRule(String overlay) {
        assertThat(Checks.problems(Checks.overlay(overlay))).isEmpty();
    }
}
