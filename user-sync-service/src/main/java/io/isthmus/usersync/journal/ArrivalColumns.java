package io.isthmus.usersync.journal;

import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.person.PersonKey;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Arrivals as columns: one array each, the way {@code unnest} wants them. */
record ArrivalColumns(List<Arrival> rows, Map<PersonKey, Long> owners) {

    @Nullable
    String[] channels() {
        return texts(row -> row.message().channel());
    }

    @Nullable
    String[] sources() {
        return ofChange(Change::source);
    }

    @Nullable
    String[] eventIds() {
        return ofChange(Change::id);
    }

    @Nullable
    String[] types() {
        return ofChange(change -> change.kind().type());
    }

    @Nullable
    String[] origins() {
        return ofChange(Change::origin);
    }

    @Nullable
    String[] headers() {
        return texts(row -> StoredEntry.headers(row.message().headers()));
    }

    @Nullable
    String[] reasons() {
        return texts(row -> row.reading() instanceof Poison poison ? poison.reason() : null);
    }

    Buffer[] raws() {
        return rows.stream().map(row -> Buffer.buffer(row.message().raw())).toArray(Buffer[]::new);
    }

    @Nullable
    Long[] persons() {
        return rows.stream()
                .map(row -> row.key() == null ? null : owners.get(row.key()))
                .toArray(Long[]::new);
    }

    private @Nullable String[] ofChange(Function<Change, @Nullable String> column) {
        return texts(row -> row.change() == null ? null : column.apply(row.change()));
    }

    private @Nullable String[] texts(Function<Arrival, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
