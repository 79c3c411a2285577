package io.isthmus.usersync.scan;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.LmsChanges;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.scan.Seen.Place;
import io.isthmus.usersync.sync.LastReadings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what changed at a side, piece by piece, and tells what of it is news. */
@Singleton
class ChangesOf {

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final LmsChanges report;
    private final LastReadings readings;
    private final Scans scans;
    private final Duration overlap;

    ChangesOf(
            CmsAccounts cms,
            LmsAccounts lms,
            LmsChanges report,
            LastReadings readings,
            Scans scans,
            ScanConfig config) {
        this.cms = cms;
        this.lms = lms;
        this.report = report;
        this.readings = readings;
        this.scans = scans;
        this.overlap = config.overlap();
    }

    /** @return where a pass begins */
    Place begin(Scan scan) {
        return scan.side() == Side.CMS ? new Place(scan.mark() - overlap.toSeconds(), "0") : new Place(0, "");
    }

    Uni<Seen> next(SqlConnection tx, Scan scan, Place place) {
        return scan.side() == Side.CMS ? ofCms(tx, place) : ofLms(tx, scan, place);
    }

    private Uni<Seen> ofCms(SqlConnection tx, Place place) {
        return cms.changedAfter(place.changed(), place.id()).chain(accounts -> {
            if (accounts.isEmpty()) {
                return Uni.createFrom().item(Seen.nothing(place));
            }
            Account last = accounts.get(accounts.size() - 1);
            Instant changed = Objects.requireNonNull(last.changedAt());
            return seen(tx, Side.CMS, accounts, List.of(), new Place(changed.getEpochSecond(), last.id()));
        });
    }

    /** The report says who; what they are like it tells in part only, so they are read. */
    private Uni<Seen> ofLms(SqlConnection tx, Scan scan, Place place) {
        Instant since = Instant.ofEpochSecond(scan.mark()).minus(overlap);
        var next = new Place(place.changed() + 1, "");
        return report.changedSince(since, Math.toIntExact(place.changed())).chain(ids -> {
            if (ids.isEmpty()) {
                return Uni.createFrom().item(Seen.nothing(next));
            }
            return Uni.join()
                    .all(ids.stream().map(lms::byId).toList())
                    .andFailFast()
                    .chain(lookups -> seen(tx, Side.LMS, found(lookups), gone(ids, lookups), next));
        });
    }

    private static List<Account> found(List<Lookup> lookups) {
        return lookups.stream()
                .filter(Lookup.Found.class::isInstance)
                .map(lookup -> ((Lookup.Found) lookup).account())
                .toList();
    }

    /** In the report and gone when read: the engine looks, and sees that they are deleted. */
    private static List<String> gone(List<String> ids, List<Lookup> lookups) {
        List<String> there = found(lookups).stream().map(Account::id).toList();
        return ids.stream().filter(id -> !there.contains(id)).toList();
    }

    /** News is what differs from what the engine read last, and was not seen so a moment ago. */
    private Uni<Seen> seen(SqlConnection tx, Side side, List<Account> accounts, List<String> gone, Place next) {
        return readings.compare(side, accounts).chain(compared -> {
            var contents = new LinkedHashMap<String, String>();
            compared.changed().forEach(account -> contents.put(account.id(), content(account)));
            gone.forEach(id -> contents.put(id, "gone"));
            List<String> ids = Stream.concat(accounts.stream().map(Account::id), gone.stream())
                    .toList();
            return scans.news(tx, side, contents).map(news -> new Seen(ids, news, compared.ofAnotherCms(), next));
        });
    }

    private static String content(Account account) {
        Map<String, String> all = new TreeMap<>(account.fields());
        all.put(Field.STATUS, account.status());
        all.put(Field.KEY, account.key());
        try {
            byte[] bytes = (all + "@" + account.changedAt()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
