package io.isthmus.testbed.lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PhpFormTest {

    private static Map<String, Object> parse(String form) {
        return PhpForm.parse(form, 1_000);
    }

    @Test
    void nestsBrackets() {
        assertThat(parse("users%5B0%5D%5Bname%5D=Ada&users[0][city]=London&users[1][name]=Bruno"))
                .isEqualTo(Map.of(
                        "users", Map.of("0", Map.of("name", "Ada", "city", "London"), "1", Map.of("name", "Bruno"))));
    }

    @Test
    void appendsToEmptyBrackets() {
        assertThat(parse("ids[]=7&ids[]=8")).isEqualTo(Map.of("ids", Map.of("0", "7", "1", "8")));
    }

    @Test
    void decodesPlusAndUtf8() {
        assertThat(parse("name=Chlo%C3%A9+L.&empty=&bare"))
                .isEqualTo(Map.of("name", "Chloé L.", "empty", "", "bare", ""));
    }

    @Test
    void turnsDotsInNamesIntoUnderscores() {
        assertThat(parse("a.b=1&a[c.d]=2")).isEqualTo(Map.of("a_b", "1", "a", Map.of("c.d", "2")));
    }

    @Test
    void lastOfTheSameNameWins() {
        assertThat(parse("a=1&a=2")).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void dropsWhatIsBeyondTheLimitInSilence() {
        assertThat(PhpForm.parse("v[0]=a&v[1]=b&v[2]=c", 2)).isEqualTo(Map.of("v", Map.of("0", "a", "1", "b")));
    }
}
