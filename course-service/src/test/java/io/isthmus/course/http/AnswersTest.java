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
}
