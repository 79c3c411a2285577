package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Decides what an account of the LMS that has no user at the CMS becomes in an import. Pure. */
final class AdoptionDecider {

    private static final String GUEST = "guest";

    private AdoptionDecider() {}

    /** What an account may become. */
    sealed interface Adoptable {

        /** @param values of the new user */
        record Make(Map<String, String> values) implements Adoptable {}

        /** @param user of the CMS, found */
        record Join(Account user) implements Adoptable {}

        /** @param reason what a person has to decide about, a reason code */
        record Conflict(String reason) implements Adoptable {}

        /** @param reason why it is left out, a reason code */
        record Skip(String reason) implements Adoptable {}
    }

    /** Names the user that is made for an account, for ever: a second try finds it. */
    static String handle(String lmsSource, String id) {
        return UUID.nameUUIDFromBytes(("isthmus:" + lmsSource + ":" + id).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** @param like users of the CMS with the handle, the login name or the address of the account */
    static Adoptable decide(Policy policy, Account account, List<Account> like) {
        if (policy.sources().privilegedIds().contains(account.id())) {
            return new Adoptable.Skip("privileged-account");
        }
        if (account.text(Field.USERNAME).equals(GUEST)) {
            return new Adoptable.Skip("guest");
        }
        if (account.suspended()) {
            return new Adoptable.Skip("suspended-at-lms");
        }
        if (policy.sources().isOfAnotherCms(account.key())) {
            return new Adoptable.Skip(SyncDecider.OF_ANOTHER_CMS);
        }
        if (!account.key().isEmpty()) {
            return new Adoptable.Conflict("idnumber-of-another");
        }
        String handle = handle(policy.sources().lms(), account.id());
        return like.stream()
                .filter(user -> user.handle().equals(handle))
                .findFirst()
                .<Adoptable>map(Adoptable.Join::new)
                .orElseGet(() -> among(policy, account, like));
    }

    private static Adoptable among(Policy policy, Account account, List<Account> like) {
        List<Account> byEmail = like.stream()
                .filter(user -> !account.text(Field.EMAIL).isEmpty()
                        && user.text(Field.EMAIL).equalsIgnoreCase(account.text(Field.EMAIL)))
                .toList();
        if (byEmail.size() > 1) {
            return new Adoptable.Conflict("two-candidates");
        }
        if (byEmail.size() == 1) {
            boolean trusted = policy.correlateByEmail() && policy.emailVerified();
            return trusted ? new Adoptable.Join(byEmail.get(0)) : new Adoptable.Conflict("email-taken");
        }
        return like.isEmpty() ? make(policy, account) : new Adoptable.Conflict("username-taken");
    }

    private static Adoptable make(Policy policy, Account account) {
        var values = new LinkedHashMap<String, String>();
        List<String> fields = Stream.concat(
                        Field.PROFILE.stream(),
                        account.fields().keySet().stream()
                                .filter(Field::isCustom)
                                .sorted())
                .toList();
        for (String field : fields) {
            Fit fit = policy.cmsRules().fit(field, account);
            if (fit instanceof Fit.Refuse refuse) {
                return new Adoptable.Conflict(refuse.reason());
            }
            if (fit instanceof Fit.Value value && !value.text().isEmpty()) {
                values.put(field, value.text());
            }
        }
        return new Adoptable.Make(values);
    }
}
