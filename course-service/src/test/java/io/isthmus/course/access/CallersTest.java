package io.isthmus.course.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.security.ForbiddenException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {

    private static final Set<String> READ = Set.of("token:mint", Callers.READ);

    @Test
    void letsAClientReadAboutEverybodyOfItsSource() {
        Caller caller = Callers.of("cms", "portal", "portal", READ);

        assertThat(caller).isEqualTo(new Caller.Client("cms", false, false));
        assertThat(caller.mayRead("101")).isTrue();
    }

    @Test
    void letsAPersonReadAboutThemselvesOnly() {
        Caller caller = Callers.of("cms", "101", "portal", Set.of());

        assertThat(caller.mayRead("101")).isTrue();
        assertThat(caller.mayRead("102")).isFalse();
    }

    @Test
    void givesAPersonNoRightsOfTheClient() {
        assertThat(Callers.of("cms", "101", "portal", READ)).isEqualTo(new Caller.Person("cms", "101"));
        assertThat(Callers.of("cms", "101", null, READ)).isEqualTo(new Caller.Person("cms", "101"));
    }

    @Test
    void givesAClientWithoutTheScopeNoRights() {
        assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> Callers.of("cms", "portal", "portal", Set.of("token:mint")));
    }

    @ParameterizedTest
    @CsvSource({",portal", "'',portal", "cms,", "cms,''"})
    void refusesTokenWithoutSourceOrSubject(String source, String subject) {
        assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> Callers.of(source, subject, "portal", READ));
    }

    @Test
    void showsHiddenCoursesToAClientWithTheScopeOnly() {
        Set<String> hidden = Set.of(Callers.READ, Callers.READ_HIDDEN);

        assertThat(Callers.of("cms", "portal", "portal", hidden).mayReadHidden())
                .isTrue();
        assertThat(Callers.of("cms", "portal", "portal", READ).mayReadHidden()).isFalse();
        assertThat(Callers.of("cms", "101", "portal", hidden).mayReadHidden()).isFalse();
    }
}
