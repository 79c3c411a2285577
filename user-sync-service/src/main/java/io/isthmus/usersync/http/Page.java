package io.isthmus.usersync.http;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next cursor of the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /** @param found one more than wanted, if there are more */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> page = found.subList(0, limit);
        return new Page<>(page, cursor.apply(page.get(limit - 1)));
    }

    /** Makes something else of each, one after the other. */
    public <R> Uni<Page<R>> each(Function<T, Uni<R>> other) {
        return items.isEmpty()
                ? Uni.createFrom().item(new Page<>(List.of(), next))
                : Uni.join()
                        .all(items.stream().map(other).toList())
                        .usingConcurrencyOf(1)
                        .andFailFast()
                        .map(all -> new Page<>(all, next));
    }

    public static int limit(@Nullable Integer wanted) {
        if (wanted == null) {
            return DEFAULT_LIMIT;
        }
        if (wanted < 1 || wanted > MAX_LIMIT) {
            throw ProblemException.badRequest("bad-limit", "limit is 1 to " + MAX_LIMIT + ".");
        }
        return wanted;
    }
}
