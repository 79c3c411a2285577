package io.isthmus.checks.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlTest {

    @Test
    void findsTheMetrics() {
        assertThat(Promql.metrics(
                        "sum by (job) (rate(a_total{job=~\"x|y\",s!=\"1\"}[5m])) / on (job) b_total > 0.05 or c == 1"))
                .containsExactly("a_total", "b_total", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(a_total)",
                "a_total[5m]",
                "sum(rate(a_total[5m])",
                "sum by job (a)",
                "rat(a_total[5m])",
                "a{job=x}",
                "a{job\"x\"}",
                "a +",
                "a b",
                "a[5]",
                "rate(a[5m]) > b[5m]",
                "a ? b",
            })
    void refusesWhatPrometheusRefuses(String query) {
        assertThatThrownBy(() -> Promql.metrics(query)).isInstanceOf(PromqlException.class);
    }
}
