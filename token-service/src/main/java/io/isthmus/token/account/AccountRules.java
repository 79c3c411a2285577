package io.isthmus.token.account;

import io.isthmus.token.link.Link;
import io.isthmus.token.link.LinkStatus;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.UserClaims;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What speaks against entering an account, from what the LMS itself says of it. */
final class AccountRules {

    /** Moodle's own name for its guest account. */
    private static final String GUEST = "guest";

    private static final String NO_LOGIN = "nologin";

    private final Set<String> denied;
    private final Set<String> privilegedIds;

    /**
     * @param denied LMS usernames
     * @param privilegedIds LMS user ids
     */
    AccountRules(Set<String> denied, Set<String> privilegedIds) {
        this.denied = Set.copyOf(denied);
        this.privilegedIds = Set.copyOf(privilegedIds);
    }

    /** The links of a person: exactly one that may be used. */
    static Optional<RefusalReason> reasonAgainst(List<Link> links) {
        if (links.size() > 1) {
            return Optional.of(RefusalReason.LINK_AMBIGUOUS);
        }
        boolean suspended = links.stream().anyMatch(link -> link.status() == LinkStatus.SUSPENDED);
        return suspended ? Optional.of(RefusalReason.LINK_SUSPENDED) : Optional.empty();
    }

    /** @param found what the LMS has under the idnumber of the link */
    Admission decide(Link link, String idnumber, List<LmsAccount> found) {
        List<LmsAccount> exact = found.stream()
                .filter(account -> account.idnumber().equals(idnumber))
                .toList();
        if (exact.isEmpty()) {
            return new Admission.Denied(RefusalReason.ACCOUNT_MISSING);
        }
        if (exact.size() > 1) {
            return new Admission.Denied(RefusalReason.ACCOUNT_AMBIGUOUS);
        }
        LmsAccount account = exact.get(0);
        return reasonAgainst(link, account)
                .<Admission>map(Admission.Denied::new)
                .orElseGet(() -> new Admission.Admitted(link, account));
    }

    /**
     * Whether both names agree with the account, as a token must that can be put together from other people's data.
     */
    static boolean agrees(UserClaims user, Link link, LmsAccount account) {
        boolean sameName = link.cmsUsername().filter(user.username()::equals).isPresent();
        boolean sameAddress = user.email()
                .flatMap(email -> account.email().filter(email::equalsIgnoreCase))
                .isPresent();
        return sameName && sameAddress;
    }

    private Optional<RefusalReason> reasonAgainst(Link link, LmsAccount account) {
        if (!account.id().equals(link.lmsUserId())) {
            return Optional.of(RefusalReason.ACCOUNT_OTHER);
        }
        if (privilegedIds.contains(account.id())) {
            return Optional.of(RefusalReason.ACCOUNT_PRIVILEGED);
        }
        String username = account.username().toLowerCase(Locale.ROOT);
        if (username.equals(GUEST) || denied.contains(username)) {
            return Optional.of(RefusalReason.ACCOUNT_DENIED);
        }
        if (account.auth().equals(NO_LOGIN)) {
            return Optional.of(RefusalReason.ACCOUNT_NO_LOGIN);
        }
        if (account.suspended()) {
            return Optional.of(RefusalReason.ACCOUNT_SUSPENDED);
        }
        return account.confirmed() ? Optional.empty() : Optional.of(RefusalReason.ACCOUNT_UNCONFIRMED);
    }
}
