package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.link.Link;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a person when something is to be decided.
 *
 * @param cmsUid the person's uid at the CMS
 * @param link known link, in force or not; null if there never was one
 * @param cms the CMS as just read
 * @param lms the linked account as just read; absent if there is no link in force
 * @param candidates looked for only without a link in force
 * @param refused in this pass: what a side would not take, by side and field, with the reason
 * @param blocked in this pass: why nothing more can be done; null if it can
 * @param held in this pass: what has to be waited for; null if nothing has
 */
record Situation(
        String cmsUid,
        @Nullable Link link,
        Lookup cms,
        Lookup lms,
        Candidates candidates,
        Shadow shadow,
        Trigger trigger,
        Map<Refusal, String> refused,
        @Nullable String blocked,
        @Nullable String held) {

    /** Reason code: see the package {@code brake}. */
    static final String BRAKE = "brake";

    /** A field that a side would not take. */
    record Refusal(Side side, String field) {}

    Situation {
        refused = Map.copyOf(refused);
    }

    Lookup reading(Side side) {
        return side == Side.CMS ? cms : lms;
    }

    /** @return null unless it was found */
    @Nullable
    Account account(Side side) {
        return reading(side) instanceof Lookup.Found found ? found.account() : null;
    }

    boolean isLinked() {
        return link != null && link.isLinked();
    }

    Situation withLink(@Nullable Link newLink, Lookup newLms) {
        return new Situation(cmsUid, newLink, cms, newLms, candidates, shadow, trigger, refused, blocked, held);
    }

    Situation withShadow(Shadow newShadow) {
        return new Situation(cmsUid, link, cms, lms, candidates, newShadow, trigger, refused, blocked, held);
    }

    Situation withReading(Side side, Lookup reading) {
        return side == Side.CMS
                ? new Situation(cmsUid, link, reading, lms, candidates, shadow, trigger, refused, blocked, held)
                : new Situation(cmsUid, link, cms, reading, candidates, shadow, trigger, refused, blocked, held);
    }

    Situation withRefused(Side side, Map<String, String> reasons) {
        var all = new HashMap<>(refused);
        reasons.forEach((field, reason) -> all.put(new Refusal(side, field), reason));
        return new Situation(cmsUid, link, cms, lms, candidates, shadow, trigger, all, blocked, held);
    }

    /** The brake does not let an account of this side be taken away; everything else goes on. */
    Situation withBraked(Side side) {
        return withRefused(side, Map.of(Field.STATUS, BRAKE));
    }

    boolean isBraked(Side side) {
        return BRAKE.equals(refused.get(new Refusal(side, Field.STATUS)));
    }

    Situation withBlocked(String reason) {
        return new Situation(cmsUid, link, cms, lms, candidates, shadow, trigger, refused, reason, held);
    }

    Situation withHeld(String reason) {
        return new Situation(cmsUid, link, cms, lms, candidates, shadow, trigger, refused, blocked, reason);
    }
}
