package io.isthmus.checks.promql;

import io.isthmus.checks.promql.Lexer.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a query as Prometheus does: syntax, names of functions, and where a range has to stand. What it finds is which
 * metrics are asked for.
 */
public final class Promql {

    private static final Set<String> AGGREGATIONS =
            Set.of("sum", "min", "max", "avg", "count", "stddev", "topk", "bottomk", "quantile", "group");
    private static final Set<String> OF_RANGES = Set.of(
            "rate",
            "irate",
            "increase",
            "delta",
            "changes",
            "resets",
            "avg_over_time",
            "max_over_time",
            "min_over_time");
    private static final Set<String> OF_INSTANTS = Set.of(
            "abs",
            "ceil",
            "floor",
            "round",
            "clamp_min",
            "clamp_max",
            "histogram_quantile",
            "vector",
            "scalar",
            "absent",
            "time",
            "timestamp",
            "sort",
            "sort_desc",
            "label_replace");
    private static final List<Set<String>> PRECEDENCE = List.of(
            Set.of("or"),
            Set.of("and", "unless"),
            Set.of("==", "!=", "<=", "<", ">=", ">"),
            Set.of("+", "-"),
            Set.of("*", "/", "%"),
            Set.of("^"));
    private static final Map<String, String> CLOSING = Map.of("(", ")", "{", "}", "[", "]");

    private final List<Token> tokens;
    private final Set<String> metrics = new TreeSet<>();
    private int position;

    private Promql(String query) {
        tokens = Lexer.tokens(query);
    }

    /**
     * @return names of the metrics in the query
     * @throws PromqlException when Prometheus would not take it
     */
    public static Set<String> metrics(String query) {
        var parser = new Promql(query);
        boolean range = parser.expression(0);
        if (parser.position < parser.tokens.size()) {
            throw new PromqlException("unexpected '" + parser.peek() + "' in " + query);
        }
        if (range) {
            throw new PromqlException("a range cannot be drawn: " + query);
        }
        return parser.metrics;
    }

    private String peek() {
        return position < tokens.size() ? tokens.get(position).text() : "";
    }

    private Token next() {
        if (position >= tokens.size()) {
            throw new PromqlException("the query ends too soon");
        }
        return tokens.get(position++);
    }

    private boolean accept(String text) {
        if (!peek().equals(text)) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(String text) {
        if (!accept(text)) {
            throw new PromqlException("'" + text + "' is missing before '" + peek() + "'");
        }
    }

    /** @return whether it is a range */
    private boolean expression(int level) {
        if (level == PRECEDENCE.size()) {
            return operand();
        }
        boolean range = expression(level + 1);
        while (PRECEDENCE.get(level).contains(peek())) {
            next();
            accept("bool");
            if (peek().equals("on") || peek().equals("ignoring")) {
                next();
                labels();
                if (peek().equals("group_left") || peek().equals("group_right")) {
                    next();
                    if (peek().equals("(")) {
                        labels();
                    }
                }
            }
            refuseRange(range | expression(level + 1));
            range = false;
        }
        return range;
    }

    private static void refuseRange(boolean range) {
        if (range) {
            throw new PromqlException("a range where an instant has to stand");
        }
    }

    private boolean operand() {
        if (accept("-") || accept("+")) {
            return operand();
        }
        boolean range = primary();
        if (accept("[")) {
            refuseRange(range);
            if (!next().kind().equals("duration")) {
                throw new PromqlException("a range without a duration");
            }
            expect("]");
            range = true;
        }
        if (accept("offset") && !next().kind().equals("duration")) {
            throw new PromqlException("an offset without a duration");
        }
        return range;
    }

    private boolean primary() {
        Token token = next();
        return switch (token.kind()) {
            case "number", "string", "duration" -> false;
            case "name" -> named(token.text());
            default -> {
                if (!token.text().equals("(")) {
                    throw new PromqlException("unexpected '" + token.text() + "'");
                }
                boolean range = expression(0);
                expect(CLOSING.get("("));
                yield range;
            }
        };
    }

    private boolean named(String name) {
        if (AGGREGATIONS.contains(name)) {
            grouping();
            refuseRange(arguments());
            grouping();
            return false;
        }
        if (OF_RANGES.contains(name)) {
            if (!arguments()) {
                throw new PromqlException(name + " wants a range");
            }
            return false;
        }
        if (OF_INSTANTS.contains(name)) {
            refuseRange(arguments());
            return false;
        }
        if (peek().equals("(")) {
            throw new PromqlException("no function is called " + name);
        }
        metrics.add(name);
        if (accept("{")) {
            matchers();
        }
        return false;
    }

    private void grouping() {
        if (accept("by") || accept("without")) {
            labels();
        }
    }

    private void labels() {
        expect("(");
        while (!accept(")")) {
            if (!next().kind().equals("name")) {
                throw new PromqlException(
                        "no label: " + tokens.get(position - 1).text());
            }
            if (!peek().equals(")")) {
                expect(",");
            }
        }
    }

    /** @return whether the last argument is a range */
    private boolean arguments() {
        expect("(");
        boolean range = false;
        while (!accept(")")) {
            range = expression(0);
            if (!peek().equals(")")) {
                expect(",");
            }
        }
        return range;
    }

    private void matchers() {
        while (!accept("}")) {
            if (!next().kind().equals("name") || !Set.of("=", "!=", "=~", "!~").contains(next().text())) {
                throw new PromqlException("no matcher before '" + peek() + "'");
            }
            if (!next().kind().equals("string")) {
                throw new PromqlException("a matcher without a text");
            }
            if (!peek().equals("}")) {
                expect(",");
            }
        }
    }
}
