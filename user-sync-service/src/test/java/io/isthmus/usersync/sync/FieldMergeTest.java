package io.isthmus.usersync.sync;

import static io.isthmus.usersync.sync.Situations.THEN;
import static io.isthmus.usersync.sync.Situations.account;
import static io.isthmus.usersync.sync.Situations.policy;
import static io.isthmus.usersync.sync.Situations.user;
import static io.isthmus.usersync.sync.Situations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldMergeTest {

    /**
     * The owner has {@code want}, the other side {@code have}; it was last read as {@code read} and sent {@code sent}.
     * X, Y and Z are values, 0 is an empty one, - is none.
     */
    static Stream<Table.Case> sends() {
        return new Table("""
                        apply=on-create           -> nothing
                        want=X have=X             -> nothing
                        want=0 have=0             -> nothing
                        want=0 sent=-             -> nothing
                        sent=-                    -> want
                        want=X sent=X have=Y read=Y -> nothing
                        want=X sent=X have=0 read=0 -> nothing
                        want=0 sent=0 have=X read=X -> nothing
                        want=0 sent=0 have=Y read=Y -> nothing
                        else                      -> want
                        """)
                .dimension("owner", "cms", "lms")
                .dimension("apply", "always", "on-create")
                .dimension("want", "X", "0")
                .dimension("have", "X", "Y", "0")
                .dimension("read", "X", "Y", "Z", "0")
                .dimension("sent", "X", "Y", "0", "-")
                .cases();
    }

    @ParameterizedTest
    @MethodSource
    void sends(Table.Case wanted) {
        Side owner = Side.of(wanted.get("owner"));
        Situation situation = situation(owner, value(wanted.get("want")), value(wanted.get("have")))
                .withShadow(Situations.shadow(
                        owner.other(),
                        Field.CITY,
                        value(wanted.get("read")),
                        wanted.get("sent").equals("-") ? null : value(wanted.get("sent"))));

        Map<String, String> changes = merge(owner, wanted.get("apply")).changes(situation, owner.other());

        assertThat(changes)
                .isEqualTo(
                        wanted.expectation().equals("want") ? Map.of(Field.CITY, value(wanted.get("want"))) : Map.of());
        assertThat(merge(owner, wanted.get("apply")).changes(situation, owner)).isEmpty();
    }

    private static String value(String symbol) {
        return symbol.equals("0") ? "" : symbol;
    }

    private static FieldMerge merge(Side owner, String apply) {
        var rule = new FieldPolicy(
                owner, FieldPolicy.Apply.valueOf(apply.toUpperCase(Locale.ROOT).replace('-', '_')));
        return new FieldMerge(policy(Map.of(Field.CITY, rule)));
    }

    private static Situation situation(Side owner, String owned, String others) {
        Account cms = with(user(false), Field.CITY, owner == Side.CMS ? owned : others);
        Account lms = with(account("4", "cms:101", false), Field.CITY, owner == Side.LMS ? owned : others);
        return Situations.linked(new Lookup.Found(cms), new Lookup.Found(lms), Shadow.NONE, Trigger.CHANGE);
    }

    @Test
    void sendsThereAndBackAgain() {
        FieldMerge merge = merge(Side.CMS, "always");
        Shadow shadow = merge.settled(situation(Side.CMS, "X", "X"), THEN);

        Situation changed = situation(Side.CMS, "Y", "X").withShadow(shadow);
        assertThat(merge.changes(changed, Side.LMS)).containsEntry(Field.CITY, "Y");
        shadow = merge.settled(situation(Side.CMS, "Y", "Y").withShadow(shadow), THEN);

        Situation back = situation(Side.CMS, "X", "Y").withShadow(shadow);
        assertThat(merge.changes(back, Side.LMS)).containsEntry(Field.CITY, "X");
    }

    @Test
    void doesNotSendAgainWhatTheOtherSideHasNormalised() {
        FieldMerge merge = merge(Side.CMS, "always");
        Shadow sent = Situations.shadow(Side.LMS, Field.CITY, "CUT", "CUT OFF");

        Situation again = situation(Side.CMS, "CUT OFF", "CUT").withShadow(sent);

        assertThat(merge.changes(again, Side.LMS)).isEmpty();
        assertThat(merge.changes(again.withShadow(merge.settled(again, THEN)), Side.LMS))
                .isEmpty();
    }

    @Test
    void leavesAnEmptyFieldOfTheOwnerAloneUntilTheOtherChanges() {
        FieldMerge merge = merge(Side.CMS, "always");
        Situation first = situation(Side.CMS, "", "Paris");

        assertThat(merge.changes(first, Side.LMS)).isEmpty();
        Shadow shadow = merge.settled(first, THEN);

        assertThat(merge.changes(situation(Side.CMS, "", "Paris").withShadow(shadow), Side.LMS))
                .isEmpty();
        assertThat(merge.changes(situation(Side.CMS, "", "Rome").withShadow(shadow), Side.LMS))
                .containsEntry(Field.CITY, "");
    }

    @Test
    void putsBackWhatSomebodyChangedWhileTheOwnerHadNobody() {
        FieldMerge merge = merge(Side.CMS, "always");
        Shadow shadow = merge.settled(situation(Side.CMS, "X", "X"), THEN);
        Situation gone = Situations.linked(
                new Lookup.Absent(),
                new Lookup.Found(with(account("4", "cms:101", false), Field.CITY, "Y")),
                shadow,
                Trigger.CHANGE);

        Situation back = situation(Side.CMS, "X", "Y").withShadow(merge.settled(gone, THEN));

        assertThat(merge.changes(back, Side.LMS)).containsEntry(Field.CITY, "X");
    }

    @Test
    void keepsTheTimeOfWhatSomebodyChangedWhileTheOwnerHasNobody() {
        FieldMerge merge = merge(Side.CMS, "always");
        Situation gone = Situations.linked(
                new Lookup.Absent(),
                new Lookup.Found(with(account("4", "cms:101", false), Field.CITY, "Y")),
                merge.settled(situation(Side.CMS, "X", "X"), THEN),
                Trigger.CHANGE);

        Shadow found = merge.settled(gone, THEN.plusSeconds(60));
        Shadow later = merge.settled(gone.withShadow(found), THEN.plusSeconds(120));

        Trace trace = Objects.requireNonNull(later.trace(Side.LMS, Field.CITY));
        assertThat(trace.writer()).isEqualTo("lms");
        assertThat(trace.at()).isEqualTo(THEN.plusSeconds(60));
    }

    /** Whoever suspended the account may have been lost before it could be written down. */
    @Test
    void givesAnAccountBackThatWasFoundSuspendedWhileItsUserWasDeleted() {
        FieldMerge merge = merge(Side.CMS, "always");
        Lookup suspended = new Lookup.Found(account("4", "cms:101", true));
        Situation gone = Situations.linked(new Lookup.Absent(), suspended, Shadow.NONE, Trigger.CMS_DELETED);

        Shadow shadow = merge.settled(gone, THEN);

        Situation back = Situations.linked(new Lookup.Found(user(false)), suspended, shadow, Trigger.CHANGE);
        assertThat(merge.status(back, Side.LMS)).isEqualTo(Field.ACTIVE);
    }

    @Test
    void remembersWhoWroteAFieldAndWhen() {
        FieldMerge merge = merge(Side.CMS, "always");
        Shadow shadow = merge.settled(situation(Side.CMS, "X", "X"), THEN);

        Shadow later = merge.settled(situation(Side.CMS, "X", "Y").withShadow(shadow), THEN.plusSeconds(60));

        Trace trace = Objects.requireNonNull(later.trace(Side.LMS, Field.CITY));
        assertThat(trace.writer()).isEqualTo("lms");
        assertThat(trace.at()).isEqualTo(THEN.plusSeconds(60));
        assertThat(Objects.requireNonNull(later.trace(Side.CMS, Field.CITY)).at())
                .isEqualTo(THEN);
    }

    @Test
    void doesNotTouchAFieldThatOneSideDoesNotHave() {
        Account cms = user(false);
        Account lms = with(account("4", "cms:101", false), Field.DEPARTMENT, "R&D");
        Situation situation =
                Situations.linked(new Lookup.Found(cms), new Lookup.Found(lms), Shadow.NONE, Trigger.CHANGE);

        assertThat(new FieldMerge(policy(Map.of())).changes(situation, Side.LMS))
                .isEmpty();
    }
}
