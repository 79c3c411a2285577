package io.isthmus.usersync.importing;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Stretch;
import io.isthmus.usersync.importing.Import.State;
import io.isthmus.usersync.sync.Forecast;
import io.isthmus.usersync.sync.Forecasts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks at the accounts of a side, a piece at a time, and writes the report. */
@Singleton
class ImportScan {

    /** Accounts asked about at a time. */
    private static final int PARALLEL = 8;

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Forecasts forecasts;
    private final Imports imports;

    ImportScan(CmsAccounts cms, LmsAccounts lms, Forecasts forecasts, Imports imports) {
        this.cms = cms;
        this.lms = lms;
        this.forecasts = forecasts;
        this.imports = imports;
    }

    /** Of somebody who was erased, nothing but the id is noted. */
    private record Line(Account account, Forecast forecast) {

        String text(String field) {
            return Forecasts.ERASED.equals(forecast.reason()) ? "" : account.text(field);
        }
    }

    /** Takes the next piece. What it saw and where it stands are one transaction, so a crash repeats nothing. */
    Uni<Void> step(SqlConnection tx, Import current) {
        return after(current.side(), current.position())
                .chain(stretch -> forecast(current.side(), stretch.accounts())
                        .chain(lines -> write(tx, current, lines))
                        .chain(() -> advance(tx, current, stretch)));
    }

    Uni<Stretch> after(Side side, String position) {
        return side == Side.CMS ? cms.after(position) : lms.after(position);
    }

    private Uni<List<Line>> forecast(Side side, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Uni<Line>> lines = accounts.stream()
                .map(account -> forecasts.of(side, account).map(forecast -> new Line(account, forecast)))
                .toList();
        return Uni.join().all(lines).usingConcurrencyOf(PARALLEL).andFailFast();
    }

    private static Uni<Integer> write(SqlConnection tx, Import current, List<Line> lines) {
        return Sql.run(
                tx,
                """
                insert into import_row (import_id, external_id, username, email_hash, plan, reason)
                select $1, id, username, email_hash, plan, reason
                from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
                  as line (id, username, email_hash, plan, reason, place)
                order by place on conflict (import_id, external_id) do nothing""",
                current.id(),
                lines.stream().map(line -> line.account().id()).toArray(String[]::new),
                lines.stream().map(line -> line.text(Field.USERNAME)).toArray(String[]::new),
                lines.stream().map(line -> hash(line.text(Field.EMAIL))).toArray(String[]::new),
                lines.stream().map(line -> line.forecast().kind().code()).toArray(String[]::new),
                lines.stream().map(line -> line.forecast().reason()).toArray(String[]::new));
    }

    private Uni<Void> advance(SqlConnection tx, Import current, Stretch stretch) {
        return Sql.run(tx, """
                        update import set position = $2, looked_at = looked_at + $3, problem = null
                        where id = $1 and state = 'scanning'""", current.id(), stretch.last(), stretch.accounts().size())
                .chain(rows -> rows == 1 && stretch.end()
                        ? end(tx, current)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> end(SqlConnection tx, Import current) {
        return twice(tx, current)
                .chain(() ->
                        imports.move(tx, current.id(), State.SCANNING, current.dryRun() ? State.READY : State.RUNNING))
                .replaceWithVoid();
    }

    /** Two accounts with one address would get one user, whichever came first. */
    private static Uni<Integer> twice(SqlConnection tx, Import current) {
        return Sql.run(tx, """
                update import_row set plan = 'conflict', reason = 'email-twice'
                where import_id = $1 and plan = 'create' and email_hash in (
                  select email_hash from import_row
                  where import_id = $1 and plan = 'create' group by email_hash having count(*) > 1)""", current.id());
    }

    /** @return null for no address */
    private static @Nullable String hash(String email) {
        if (email.isBlank()) {
            return null;
        }
        try {
            byte[] bytes = email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
