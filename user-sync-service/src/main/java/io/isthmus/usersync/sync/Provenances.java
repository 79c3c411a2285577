package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Provenance;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tells provenance from what was last read, and ownership from what is configured. */
final class Provenances implements Provenance {

    private final Shadows shadows;
    private final Policy policy;

    Provenances(Shadows shadows, Policy policy) {
        this.shadows = shadows;
        this.policy = policy;
    }

    @Override
    public Uni<List<FieldProvenance>> of(Link link) {
        return Uni.combine()
                .all()
                .unis(
                        shadows.ofAccounts(Side.CMS, List.of(link.cmsUid())),
                        shadows.ofAccounts(Side.LMS, List.of(link.lmsUserId())))
                .with((cms, lms) -> {
                    var fields = new ArrayList<FieldProvenance>();
                    cms.values().forEach(shadow -> fields.addAll(of(Side.CMS, shadow)));
                    lms.values().forEach(shadow -> fields.addAll(of(Side.LMS, shadow)));
                    fields.sort(Comparator.comparing(FieldProvenance::field).thenComparing(FieldProvenance::side));
                    return fields;
                });
    }

    private List<FieldProvenance> of(Side side, Shadow shadow) {
        return shadow.fields(side).entrySet().stream()
                .map(entry -> of(side, entry.getKey(), entry.getValue()))
                .toList();
    }

    private FieldProvenance of(Side side, String field, Trace trace) {
        FieldPolicy rule = policy.of(field);
        Side owner = field.equals(Field.KEY) ? Side.CMS : rule.owner();
        return new FieldProvenance(
                field,
                side.code(),
                policy.sources().of(owner),
                rule.apply().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                trace.writer(),
                trace.at(),
                owner != side && isNormalised(trace));
    }

    /** What was sent and not read since may be there as it was sent. */
    private static boolean isNormalised(Trace trace) {
        return trace.sent() != null && trace.read() != null && !trace.sent().equals(trace.read());
    }
}
