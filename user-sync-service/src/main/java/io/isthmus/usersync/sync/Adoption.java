package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Written;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.sync.AdoptionDecider.Adoptable;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/**
 * Gives an account of the LMS a user at the CMS, for an import: makes one or finds one, and writes its uid into the
 * account's key. What follows is the ordinary way, which finds the account by that key and links the two.
 */
final class Adoption {

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Persons persons;
    private final Policy policy;

    Adoption(CmsAccounts cms, LmsAccounts lms, Persons persons, Policy policy) {
        this.cms = cms;
        this.lms = lms;
        this.persons = persons;
        this.policy = policy;
    }

    Uni<Result> adopt(Lease lease, Account account) {
        return plan(account).chain(plan -> {
            if (plan instanceof Adoptable.Make make) {
                return make(lease, account, make.values());
            }
            if (plan instanceof Adoptable.Join join) {
                return claim(account, join.user());
            }
            return Uni.createFrom()
                    .item(
                            plan instanceof Adoptable.Conflict conflict
                                    ? new Result.Disputed(account.id(), conflict.reason())
                                    : new Result.Nobody(((Adoptable.Skip) plan).reason()));
        });
    }

    /** Reads, and writes nothing. */
    Uni<Adoptable> plan(Account account) {
        String handle = AdoptionDecider.handle(policy.sources().lms(), account.id());
        return cms.like(handle, account.text(Field.USERNAME), account.text(Field.EMAIL))
                .map(like -> AdoptionDecider.decide(policy, account, like));
    }

    /** While it is marked as being made, the CMS's own word of the new user is let wait. */
    private Uni<Result> make(Lease lease, Account account, Map<String, String> values) {
        String handle = AdoptionDecider.handle(policy.sources().lms(), account.id());
        return persons.leases()
                .creating(lease, UniqueNames.hash(account.text(Field.USERNAME)))
                .chain(() -> cms.create(handle, values))
                .chain(creation -> creation instanceof Creation.Created created
                        ? claim(account, created.account())
                        : Uni.createFrom()
                                .item(new Result.Disputed(account.id(), ((Creation.Refused) creation).reason())));
    }

    private Uni<Result> claim(Account account, Account user) {
        String key = policy.sources().keyOf(user.id());
        if (account.key().equals(key)) {
            return Uni.createFrom().item(new Result.Rerouted(user.id()));
        }
        return lms.update(account, Map.of(Field.KEY, key)).map(written -> claimed(written, key, user));
    }

    private static Result claimed(Written written, String key, Account user) {
        if (written.after().key().equals(key)) {
            return new Result.Rerouted(user.id());
        }
        return new Result.Disputed(
                written.after().id(), written.refused().getOrDefault(Field.KEY, "idnumber-not-kept"));
    }
}
