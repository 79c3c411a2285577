package io.isthmus.usersync.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.sync.Comparison.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks the engine how linked people compare: the same readings and the same merge, and nothing is written. */
public final class Comparisons {

    private final Reader reader;
    private final SyncDecider decider;
    private final FieldMerge merge;
    private final Shadows shadows;
    private final Sources sources;

    Comparisons(Reader reader, Policy policy, Shadows shadows) {
        this.reader = reader;
        this.decider = new SyncDecider(policy);
        this.merge = new FieldMerge(policy);
        this.shadows = shadows;
        this.sources = policy.sources();
    }

    /** @param link in force */
    public Uni<Comparison> of(Link link) {
        return Uni.combine()
                .all()
                .unis(
                        shadows.ofAccounts(Side.CMS, List.of(link.cmsUid())),
                        shadows.ofAccounts(Side.LMS, List.of(link.lmsUserId())))
                .asTuple()
                .map(both -> Shadow.NONE
                        .with(
                                Side.CMS,
                                both.getItem1()
                                        .getOrDefault(link.cmsUid(), Shadow.NONE)
                                        .fields(Side.CMS))
                        .with(
                                Side.LMS,
                                both.getItem2()
                                        .getOrDefault(link.lmsUserId(), Shadow.NONE)
                                        .fields(Side.LMS)))
                .chain(shadow -> reader.read(work(link, shadow), link.cmsUid()))
                .map(this::compare);
    }

    /** If the CMS does not have the user, it is asked what would come of a deletion. */
    private Work work(Link link, Shadow shadow) {
        var change = new Change(
                sources.cms(),
                "comparison",
                Change.Kind.RECHECK,
                new PersonKey(sources.cms(), link.cmsUid()),
                Instant.EPOCH,
                null,
                JsonNodeFactory.instance.objectNode());
        var nobodys = new Lease(0, 0, 0, null, Instant.MAX);
        return new Work(
                nobodys,
                List.of(new Entry(0, 0, 0, null, change)),
                link.cmsUid(),
                true,
                Set.of(link.lmsUserId()),
                link,
                shadow,
                false,
                false);
    }

    private Comparison compare(Situation situation) {
        if (situation.lms() instanceof Lookup.Deleted) {
            return Comparison.of(Kind.DELETED_AT_LMS);
        }
        if (situation.account(Side.LMS) == null) {
            return Comparison.of(Kind.MISSING_AT_LMS);
        }
        if (situation.account(Side.CMS) == null) {
            boolean done = decider.decide(situation) instanceof SyncDecision.Nothing;
            return Comparison.of(done ? Kind.IN_SYNC : Kind.MISSING_AT_CMS);
        }
        if (decider.decide(situation) instanceof SyncDecision.Conflict conflict) {
            return new Comparison(Kind.CONFLICT, List.of(), conflict.reason());
        }
        var fields = new ArrayList<String>();
        for (Side side : List.of(Side.LMS, Side.CMS)) {
            if (merge.status(situation, side) != null) {
                fields.add(side.code() + "." + Field.STATUS);
            }
            merge.changes(situation, side).keySet().forEach(field -> fields.add(side.code() + "." + field));
        }
        return fields.isEmpty() ? Comparison.of(Kind.IN_SYNC) : new Comparison(Kind.DRIFT, fields, null);
    }
}
