package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.PersonKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From an event to what is decided. When it was sent, by whom, and where the change began may make it wait for a newer
 * reading; beyond that only what is read counts, and so an echo, a late event and a second one lead to nothing.
 */
class VersionDeciderTest {

    private static final String KEY = "cms:101";

    static Stream<Table.Case> anEventIsATrigger() {
        return new Table("""
                        attempts=first|some kind=upserted source=cms cms=absent                         -> wait stale-reading
                        attempts=first|some kind=upserted source=lms cms=absent link=linked             -> wait stale-reading
                        attempts=first kind=upserted source=cms order=newer cms=as-read link=linked     -> wait stale-reading
                        link=operator                                                                   -> nothing unlinked
                        link=none cms=absent kind=deleted source=cms                                    -> link
                        link=none cms=absent                                                            -> nothing not-in-cms
                        link=none                                                                       -> link
                        cms=absent kind=deleted source=cms                                              -> suspend lms
                        cms=absent                                                                      -> nothing absent-at-cms
                        owner=cms cms=changed                                                           -> update lms
                        owner=cms lms=changed                                                           -> update lms
                        owner=lms cms=changed                                                           -> update cms
                        owner=lms lms=changed                                                           -> update cms
                        else                                                                            -> nothing in-sync
                        """)
                .dimension("link", "linked", "none", "operator")
                .dimension("cms", "as-read", "changed", "absent")
                .dimension("lms", "as-read", "changed")
                .dimension("kind", "upserted", "deleted", "login", "recheck")
                .dimension("order", "older", "same", "newer", "unknown")
                .dimension("owner", "cms", "lms")
                .dimension("source", "cms", "lms")
                .dimension("origin", "cms", "lms", "not-said")
                .dimension("attempts", "first", "some", "last")
                .cases();
    }

    @ParameterizedTest
    @MethodSource
    void anEventIsATrigger(Table.Case wanted) {
        Side owner = Side.of(wanted.get("owner"));
        Policy policy = Situations.policy(Map.of(Field.CITY, new FieldPolicy(owner, FieldPolicy.Apply.ALWAYS)));
        Link link = link(wanted.get("link"));
        Work work = work(wanted, link);
        Situation situation = situation(wanted, work, shadow(owner));

        String decision = new VersionDecider(Situations.SOURCES)
                .wait(work, situation)
                .map(delay -> "wait " + VersionDecider.STALE)
                .orElseGet(() -> Descriptions.of(new SyncDecider(policy).decide(situation)));

        assertThat(decision).isEqualTo(wanted.expectation());
    }

    @Test
    void waitsForANewEventBesideOneThatWasTriedForLong() {
        assertThat(wait("as-read", tried(20, VersionDecider.STALE), NEW)).contains(Duration.ofMillis(100));
    }

    @Test
    void looksForAUserAfterAnOutageAsIfThereHadBeenNone() {
        assertThat(wait("absent", tried(20, "cms-http-503"))).contains(Duration.ofMillis(100));
    }

    @Test
    void looksForAUserNoLongerWhenMoreEventsCome() {
        assertThat(wait("absent", tried(VersionDecider.SEARCHES, VersionDecider.STALE), NEW))
                .isEmpty();
    }

    private static final Consumer<List<Entry>> NEW = tried(0, null);

    /** @param reason why the entry has waited so often */
    private static Consumer<List<Entry>> tried(int attempts, @Nullable String reason) {
        return entries -> entries.add(
                new Entry(entries.size(), 1, attempts, reason, entries.get(0).change()));
    }

    @SafeVarargs
    private static Optional<Duration> wait(String cms, Consumer<List<Entry>>... entries) {
        Table.Case newer = new Table("else -> nothing")
                .dimension("cms", cms)
                .dimension("lms", "as-read")
                .dimension("kind", "upserted")
                .dimension("order", "newer")
                .dimension("source", "cms")
                .dimension("origin", "cms")
                .dimension("attempts", "first")
                .cases()
                .findFirst()
                .orElseThrow();
        Work one = work(newer, link("linked"));
        var all = new ArrayList<>(one.entries());
        Stream.of(entries).forEach(add -> add.accept(all));
        Work work = new Work(
                one.lease(),
                all.subList(1, all.size()),
                one.cmsId(),
                false,
                one.lmsIds(),
                one.link(),
                one.shadow(),
                false,
                false);
        return new VersionDecider(Situations.SOURCES).wait(work, situation(newer, one, shadow(Side.CMS)));
    }

    private static @Nullable Link link(String state) {
        return switch (state) {
            case "linked" -> Situations.link("4", Link.Status.LINKED, null);
            case "operator" -> Situations.link("4", Link.Status.UNLINKED, "operator");
            default -> null;
        };
    }

    private static Work work(Table.Case wanted, @Nullable Link link) {
        String origin = wanted.get("origin");
        var change = new Change(
                wanted.get("source"),
                "an-event",
                Change.Kind.valueOf(wanted.get("kind").toUpperCase(Locale.ROOT)),
                new PersonKey(wanted.get("source"), wanted.get("source").equals("cms") ? "101" : "4"),
                sentAt(wanted.get("order")),
                origin.equals("not-said") ? null : origin,
                JsonNodeFactory.instance.objectNode());
        int attempts = Map.of("first", 0, "some", VersionDecider.TRIES, "last", VersionDecider.SEARCHES)
                .get(wanted.get("attempts"));
        return new Work(
                new Lease(1, 1, 0, null, Instant.MAX),
                List.of(new Entry(1, 1, attempts, VersionDecider.STALE, change)),
                Situations.UID,
                false,
                Set.of("4"),
                link,
                Shadow.NONE,
                false,
                false);
    }

    private static Instant sentAt(String order) {
        return switch (order) {
            case "older" -> Situations.THEN.minusSeconds(60);
            case "newer" -> Situations.THEN.plusSeconds(60);
            default -> Situations.THEN;
        };
    }

    private static Situation situation(Table.Case wanted, Work work, Shadow shadow) {
        Trigger trigger = work.trigger("cms");
        Lookup cms = cms(wanted);
        Account lms =
                city(Situations.account("4", KEY, false), wanted.get("lms").equals("changed") ? "Oslo" : "Paris");
        if (work.link() != null && work.link().isLinked()) {
            return Situations.linked(cms, new Lookup.Found(lms), shadow, trigger);
        }
        boolean asked = cms instanceof Lookup.Found || trigger.cmsDeleted();
        Candidates candidates =
                asked ? new Candidates(List.of(lms), List.of(), List.of(), Set.of(), Set.of()) : Candidates.NONE;
        return Situations.unlinked(work.link(), cms, candidates, trigger);
    }

    private static Lookup cms(Table.Case wanted) {
        if (wanted.get("cms").equals("absent")) {
            return new Lookup.Absent();
        }
        Account user = city(Situations.user(false), wanted.get("cms").equals("changed") ? "Rome" : "Paris");
        return new Lookup.Found(new Account(
                user.id(),
                user.handle(),
                user.key(),
                user.fields(),
                user.suspended(),
                wanted.get("order").equals("unknown") ? null : Situations.THEN));
    }

    private static Account city(Account account, String value) {
        return Situations.with(account, Field.CITY, value);
    }

    /** Both sides were last read with Paris, which the owner's side had sent to the other. */
    private static Shadow shadow(Side owner) {
        var sides = new HashMap<Side, Map<String, Trace>>();
        for (Side side : Side.values()) {
            String sent = side == owner ? null : "Paris";
            sides.put(side, Map.of(Field.CITY, new Trace("Paris", sent, owner.code(), Situations.THEN)));
        }
        return new Shadow(sides);
    }
}
