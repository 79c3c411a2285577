package io.isthmus.testbed.lms;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows by id, with look-up by other keys; every change tells how to take it back. */
final class Table<V> {

    private final ToLongFunction<V> id;
    private final Consumer<Runnable> undoLog;
    private final NavigableMap<Long, V> rows = new TreeMap<>();
    private final Map<String, Index<V>> indexes = new HashMap<>();
    private long lastId;

    Table(ToLongFunction<V> id, Consumer<Runnable> undoLog) {
        this.id = id;
        this.undoLog = undoLog;
    }

    Table<V> indexedBy(String name, Function<V, String> key) {
        indexes.put(name, new Index<>(key, new HashMap<>()));
        return this;
    }

    /** Like a database sequence: a number given out is not given again, even when its row is rolled back. */
    long nextId() {
        return ++lastId;
    }

    void nextIdIs(long next) {
        lastId = next - 1;
    }

    long lastId() {
        return lastId;
    }

    @Nullable
    V get(long rowId) {
        return rows.get(rowId);
    }

    Collection<V> all() {
        return List.copyOf(rows.values());
    }

    /** @return the rows with this key, by id */
    List<V> find(String index, Object key) {
        Index<V> found = Objects.requireNonNull(indexes.get(index), index);
        return found.ids().getOrDefault(key.toString(), new TreeSet<>()).stream()
                .map(rows::get)
                .toList();
    }

    V save(V row) {
        long rowId = id.applyAsLong(row);
        V before = replace(rowId, row);
        lastId = Math.max(lastId, rowId);
        undoLog.accept(() -> replace(rowId, before));
        return row;
    }

    void remove(long rowId) {
        V before = replace(rowId, null);
        undoLog.accept(() -> replace(rowId, before));
    }

    private @Nullable V replace(long rowId, @Nullable V after) {
        V before = after == null ? rows.remove(rowId) : rows.put(rowId, after);
        indexes.values().forEach(index -> index.move(rowId, before, after));
        return before;
    }

    private record Index<V>(Function<V, String> key, Map<String, TreeSet<Long>> ids) {

        void move(long rowId, @Nullable V before, @Nullable V after) {
            if (before != null) {
                String old = key.apply(before);
                ids.computeIfPresent(old, (k, left) -> left.remove(rowId) && left.isEmpty() ? null : left);
            }
            if (after != null) {
                ids.computeIfAbsent(key.apply(after), k -> new TreeSet<>()).add(rowId);
            }
        }
    }
}
