package io.isthmus.testbed.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfrastructureLmsTest {

    @Test
    void pointsTheServiceAtTheLmsAndHandsItToTheTest() {
        var infrastructure = new Infrastructure();
        infrastructure.init(Map.of("parts", "lms"));

        Map<String, String> properties = infrastructure.start();

        try {
            var injected = new ArrayList<Object>();
            TestInjector injector = (value, predicate) -> injected.add(value);
            infrastructure.inject(injector);
            assertThat(injected).hasOnlyElementsOfType(LmsStandIn.class).hasSize(1);
            assertThat(URI.create(properties.get("isthmus.lms.url"))).isEqualTo(((LmsStandIn) injected.get(0)).url());
            assertThat(properties).containsEntry("isthmus.lms.token", LmsOptions.LOCAL_TOKEN);
        } finally {
            infrastructure.stop();
        }
    }
}
