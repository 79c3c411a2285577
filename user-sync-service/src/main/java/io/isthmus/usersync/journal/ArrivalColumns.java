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
        return texts(arrival -> arrival.message().channel());
    }

    @Nullable
    String[] sources() {
        return texts(arrival -> arrival.change().map(Change::source).orElse(null));
    }

    @Nullable
    String[] eventIds() {
        return texts(arrival -> arrival.change().map(Change::id).orElse(null));
    }

    @Nullable
    String[] types() {
        return texts(
                arrival -> arrival.change().map(change -> change.kind().type()).orElse(null));
    }

    @Nullable
    String[] origins() {
        return texts(arrival -> arrival.change().map(Change::origin).orElse(null));
    }

    @Nullable
    String[] headers() {
        return texts(row -> StoredEntry.headers(row.message().headers()));
    }

    @Nullable
    String[] reasons() {
        return texts(arrival -> arrival.reading() instanceof Poison poison ? poison.reason() : null);
    }

    Buffer[] raws() {
        return rows.stream().map(row -> Buffer.buffer(row.message().raw())).toArray(Buffer[]::new);
    }

    @Nullable
    Long[] persons() {
        return rows.stream()
                .map(arrival -> arrival.key().map(owners::get).orElse(null))
                .toArray(Long[]::new);
    }

    private @Nullable String[] texts(Function<Arrival, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
