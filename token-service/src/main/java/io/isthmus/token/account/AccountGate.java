package io.isthmus.token.account;

import io.isthmus.token.IdnumberConfig;
import io.isthmus.token.LmsConfig;
import io.isthmus.token.link.Link;
import io.isthmus.token.link.Links;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserClaims;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the links and then the LMS itself, before every login and every token exchange. */
@Singleton
public class AccountGate {

    private final Links links;
    private final LmsAccounts accounts;
    private final AccountRules rules;
    private final String lmsSource;
    private final Optional<String> idnumberPrefix;

    @Inject
    public AccountGate(Links links, LmsAccounts accounts, LoginConfig login, LmsConfig lms, IdnumberConfig idnumber) {
        this.links = links;
        this.accounts = accounts;
        this.rules = new AccountRules(login.deny(), login.privilegedIds().orElse(Set.of()));
        this.lmsSource = lms.source();
        this.idnumberPrefix = idnumber.prefix();
    }

    /**
     * Fails with {@link io.isthmus.token.Unavailable} if it cannot be told now.
     *
     * @param mustAgree whether username and e-mail have to be those of the link and the account, because whoever
     *     vouches for the person cannot vouch for both together
     */
    public Uni<Admission> admit(Subject subject, boolean mustAgree, UserClaims user) {
        return links.find(subject, lmsSource).flatMap(found -> {
            Optional<RefusalReason> reason = AccountRules.reasonAgainst(found);
            if (reason.isPresent()) {
                return Uni.createFrom().item(new Admission.Denied(reason.get()));
            }
            return found.isEmpty() ? Uni.createFrom().item(new Admission.Unknown()) : ask(found, mustAgree, user);
        });
    }

    private Uni<Admission> ask(List<Link> found, boolean mustAgree, UserClaims user) {
        Link link = found.get(0);
        String idnumber = idnumberPrefix.orElse(link.cmsSource() + ":") + link.cmsUid();
        return accounts.byIdnumber(idnumber).map(answer -> {
            Admission admission = rules.decide(link, idnumber, answer);
            boolean disagrees = admission instanceof Admission.Admitted admitted
                    && mustAgree
                    && !AccountRules.agrees(user, link, admitted.account());
            return disagrees ? new Admission.Denied(RefusalReason.ACCOUNT_OTHER) : admission;
        });
    }
}
