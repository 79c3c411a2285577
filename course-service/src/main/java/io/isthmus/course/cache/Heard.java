package io.isthmus.course.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What this replica has heard of the events that make answers outdated; the generation of an answer is how far they
 * had been heard when the LMS was asked for it. So a replica can tell whether an answer of another replica is older
 * than an event that both or only one of them knows, without a clock or a count that they would have to share.
 */
final class Heard {

    private static final int MAX_REMEMBERED = 200_000;

    /**
     * How far a topic had been read.
     *
     * @param topicId changes when a topic of this name is made anew; empty before the first was read
     * @param positions next offsets by partition
     */
    record Mark(String topicId, Map<Integer, Long> positions) {

        static final Mark NONE = new Mark("", Map.of());

        Mark {
            positions = Map.copyOf(positions);
        }

        private boolean reaches(Mark other) {
            for (Map.Entry<Integer, Long> there : other.positions().entrySet()) {
                if (isBefore(there.getKey(), there.getValue())) {
                    return false;
                }
            }
            return true;
        }

        private boolean isBefore(int partition, long position) {
            return positions.getOrDefault(partition, -1L) < position;
        }
    }

    private final Cache<String, Map<Integer, Long>> outdated;
    private Mark since = Mark.NONE;
    private Mark now = Mark.NONE;

    /** @param remember for how long answers are kept anywhere */
    Heard(Duration remember) {
        outdated = Caffeine.newBuilder()
                .expireAfterWrite(remember)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Reading begins, or goes on after a break; an event that was heard stays so while it is read again.
     *
     * @param gapless nothing was missed since the last call
     */
    synchronized void begin(Mark start, boolean gapless) {
        if (!gapless || !start.topicId().equals(now.topicId())) {
            outdated.invalidateAll();
            since = start;
            now = start;
            return;
        }
        start.positions().forEach(this::advance);
    }

    /** @param offset of the event */
    synchronized void outdate(String tag, int partition, long offset) {
        advance(partition, offset + 1);
        if (outdated.estimatedSize() >= MAX_REMEMBERED) {
            outdated.invalidateAll();
            since = now;
        }
        outdated.put(tag, plus(events(tag), partition, offset));
    }

    synchronized void advance(int partition, long position) {
        now = new Mark(now.topicId(), plus(now.positions(), partition, position));
    }

    /** @return how far it is now; take it before the LMS is asked */
    synchronized Mark mark() {
        return now;
    }

    /** @return no event that this replica knows of came after the mark was taken; false if it cannot know */
    synchronized boolean covers(Mark mark, Supplier<Set<String>> tags) {
        if (now.topicId().isEmpty() || !mark.topicId().equals(now.topicId())) {
            return false;
        }
        if (mark.reaches(now)) {
            return true;
        }
        return mark.reaches(since)
                && tags.get().stream()
                        .flatMap(tag -> events(tag).entrySet().stream())
                        .noneMatch(event -> mark.isBefore(event.getKey(), event.getValue() + 1));
    }

    /** @return the last one of each partition */
    private Map<Integer, Long> events(String tag) {
        Map<Integer, Long> known = outdated.getIfPresent(tag);
        return known == null ? Map.of() : known;
    }

    private static Map<Integer, Long> plus(Map<Integer, Long> before, int partition, long position) {
        var after = new HashMap<>(before);
        after.merge(partition, position, Math::max);
        return Map.copyOf(after);
    }
}
