package io.isthmus.usersync.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A decision table over all combinations of its dimensions. A row is {@code name=value|value … -> expectation}; a
 * dimension that a row does not name may have any value, and the first row that fits counts. Every combination must fit
 * a row, and every row must be the first to fit some combination.
 */
final class Table {

    private final Map<String, List<String>> dimensions = new LinkedHashMap<>();
    private final List<Row> rows;

    private record Row(String text, Map<String, Set<String>> wanted, String expectation) {
        boolean fits(Map<String, String> combination) {
            return wanted.entrySet().stream()
                    .allMatch(entry -> entry.getValue().contains(combination.get(entry.getKey())));
        }
    }

    /** One combination, and what the table says of it. */
    record Case(Map<String, String> values, String expectation, String row) {
        String get(String dimension) {
            return values.get(dimension);
        }

        @Override
        public String toString() {
            return values + " -> " + expectation;
        }
    }

    Table(String text) {
        rows = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Table::row)
                .toList();
    }

    Table dimension(String name, String... values) {
        dimensions.put(name, List.of(values));
        return this;
    }

    private static Row row(String line) {
        String[] halves = line.split("->");
        var wanted = new LinkedHashMap<String, Set<String>>();
        for (String condition : halves[0].strip().split("\\s+")) {
            if (!condition.equals("else")) {
                String[] parts = condition.split("=");
                wanted.put(parts[0], Set.of(parts[1].split("\\|")));
            }
        }
        return new Row(line, wanted, halves[1].strip());
    }

    Stream<Case> cases() {
        var cases = new ArrayList<Case>();
        for (Map<String, String> combination : combinations()) {
            Row row = rows.stream()
                    .filter(candidate -> candidate.fits(combination))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row fits " + combination));
            cases.add(new Case(combination, row.expectation(), row.text()));
        }
        var unused = new TreeSet<>(rows.stream().map(Row::text).toList());
        cases.forEach(used -> unused.remove(used.row()));
        if (!unused.isEmpty()) {
            throw new AssertionError("rows that never count: " + unused);
        }
        return cases.stream();
    }

    private List<Map<String, String>> combinations() {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> dimension : dimensions.entrySet()) {
            all = all.stream()
                    .flatMap(combination -> dimension.getValue().stream().map(value -> {
                        Map<String, String> longer = new LinkedHashMap<>(combination);
                        longer.put(dimension.getKey(), value);
                        return longer;
                    }))
                    .toList();
        }
        return all;
    }
}
