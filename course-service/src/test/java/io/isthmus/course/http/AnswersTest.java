package io.isthmus.course.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"abc\"           | true",
                "W/\"abc\"         | true",
                "\"x\", \"abc\"    | true",
                "*                 | true",
                "\"abd\"           | false",
                "abc               | false",
                "''                | false",
            })
    void comparesEntityTagsAsConditionalReadsDo(String ifNoneMatch, boolean same) {
        assertThat(Answers.matches("\"abc\"", ifNoneMatch)).isEqualTo(same);
    }

    @Test
    void hasNothingToCompareWithoutTheHeader() {
        assertThat(Answers.matches("\"abc\"", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip              | true",
                "br, GZIP          | true",
                "gzip;q=0.5, br    | true",
                "gzip; q=0         | false",
                "gzip;q=0.000      | false",
                "identity          | false",
                "br                | false",
            })
    void compressesForWhoTakesIt(String acceptEncoding, boolean takes) {
        assertThat(Answers.takesGzip(acceptEncoding)).isEqualTo(takes);
    }
}
