package io.isthmus.token.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.link.Link;
import io.isthmus.token.link.LinkStatus;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.UserClaims;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRulesTest {

    private static final Link LINK = link("101", LinkStatus.LINKED);

    private final AccountRules rules = new AccountRules(Set.of("admin"), Set.of("2"));

    @Test
    void admitsTheLinkedAccount() {
        var account = new LmsAccount("4", "ada", "cms:101", Optional.empty(), "userkey", false, true);

        assertThat(rules.decide(LINK, "cms:101", List.of(account))).isEqualTo(new Admission.Admitted(LINK, account));
    }

    @ParameterizedTest
    @CsvSource({
        "5, ada,   cms:101, userkey, false, true,  ACCOUNT_OTHER",
        "4, ada,   CMS:101, userkey, false, true,  ACCOUNT_MISSING",
        "4, ada,   cms:101, userkey, true,  true,  ACCOUNT_SUSPENDED",
        "4, ada,   cms:101, userkey, false, false, ACCOUNT_UNCONFIRMED",
        "4, ada,   cms:101, nologin, false, true,  ACCOUNT_NO_LOGIN",
        "4, guest, cms:101, manual,  false, true,  ACCOUNT_DENIED",
        "4, Admin, cms:101, manual,  false, true,  ACCOUNT_DENIED",
        "2, root,  cms:101, manual,  false, true,  ACCOUNT_OTHER"
    })
    void deniesAnyOther(
            String id,
            String username,
            String idnumber,
            String auth,
            boolean suspended,
            boolean confirmed,
            RefusalReason reason) {
        var account = new LmsAccount(id, username, idnumber, Optional.empty(), auth, suspended, confirmed);

        assertThat(rules.decide(LINK, "cms:101", List.of(account))).isEqualTo(new Admission.Denied(reason));
    }

    @Test
    void deniesAPrivilegedAccountEvenIfLinked() {
        var link = new Link("cms", "101", "lms", Optional.of("ada"), "2", LinkStatus.LINKED);
        var account = new LmsAccount("2", "ada", "cms:101", Optional.empty(), "userkey", false, true);

        assertThat(rules.decide(link, "cms:101", List.of(account)))
                .isEqualTo(new Admission.Denied(RefusalReason.ACCOUNT_PRIVILEGED));
    }

    @Test
    void deniesWhenNobodyOrSeveralBearTheIdnumber() {
        var one = new LmsAccount("4", "ada", "cms:101", Optional.empty(), "userkey", false, true);
        var two = new LmsAccount("7", "eve", "cms:101", Optional.empty(), "userkey", false, true);

        assertThat(rules.decide(LINK, "cms:101", List.of()))
                .isEqualTo(new Admission.Denied(RefusalReason.ACCOUNT_MISSING));
        assertThat(rules.decide(LINK, "cms:101", List.of(one, two)))
                .isEqualTo(new Admission.Denied(RefusalReason.ACCOUNT_AMBIGUOUS));
    }

    @Test
    void deniesSuspendedAndAmbiguousLinks() {
        assertThat(AccountRules.reasonAgainst(List.of(LINK))).isEmpty();
        assertThat(AccountRules.reasonAgainst(List.of())).isEmpty();
        assertThat(AccountRules.reasonAgainst(List.of(link("101", LinkStatus.SUSPENDED))))
                .hasValue(RefusalReason.LINK_SUSPENDED);
        assertThat(AccountRules.reasonAgainst(List.of(LINK, link("102", LinkStatus.LINKED))))
                .hasValue(RefusalReason.LINK_AMBIGUOUS);
    }

    @ParameterizedTest
    @CsvSource({
        "ada, ada@example.org, true",
        "ada, ADA@example.org, true",
        "eve, ada@example.org, false",
        "ada, eve@example.org, false"
    })
    void bothNamesHaveToAgreeWhereATokenCanBePutTogether(String username, String email, boolean agrees) {
        Optional<String> none = Optional.empty();
        var user = new UserClaims(none, username, Optional.of(email), false, none, none, none, none, none);
        var account = new LmsAccount("4", "ada", "cms:101", Optional.of("ada@example.org"), "userkey", false, true);

        assertThat(AccountRules.agrees(user, LINK, account)).isEqualTo(agrees);
    }

    private static Link link(String uid, LinkStatus status) {
        return new Link("cms", uid, "lms", Optional.of("ada"), "4", status);
    }
}
