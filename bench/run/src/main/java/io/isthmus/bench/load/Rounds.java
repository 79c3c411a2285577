package io.isthmus.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets contenders take turns, every other round in the opposite order, so that whatever else the machine does falls on
 * all of them alike.
 */
public final class Rounds {

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    /**
     * Warms up and measures.
     *
     * @param warmUps turns of each contender that do not count
     */
    public void run(List<Contender> contenders, int warmUps, int rounds) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            for (Contender contender : contenders) {
                contender.turn().call();
            }
        }
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("round %d of %d: %s%n", round, rounds, names(order));
            for (Contender contender : order) {
                Sample sample = contender.turn().call();
                List<Sample> own = samples.computeIfAbsent(contender.name(), first -> new ArrayList<>());
                own.add(sample);
                System.out.printf(Locale.ROOT, "  %s: %,.0f%n", contender.name(), sample.rate());
            }
            Collections.reverse(order);
        }
    }

    private static String names(List<Contender> contenders) {
        return String.join(", ", contenders.stream().map(Contender::name).toList());
    }

    /** @return each contender's samples, one a round */
    public Map<String, List<Sample>> samples() {
        return Collections.unmodifiableMap(samples);
    }
}
