package io.isthmus.testbed.portal.jsonapi;

import io.isthmus.testbed.portal.people.Collation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One operator and its values, compared as the database would: with the raw column. */
final class Comparison {

    private static final Set<String> OPERATORS = Set.of(
            "=",
            "<>",
            ">",
            ">=",
            "<",
            "<=",
            "STARTS_WITH",
            "CONTAINS",
            "ENDS_WITH",
            "IN",
            "NOT IN",
            "BETWEEN",
            "NOT BETWEEN",
            "IS NULL",
            "IS NOT NULL");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final String operator;
    private final List<Value> values;
    private final Collation collation;

    /** @param number null if the text is none: worked out once, not for every row */
    private record Value(String text, @Nullable Long number) {

        static Value of(String text) {
            return new Value(text, NUMBER.matcher(text).matches() ? Long.valueOf(text) : null);
        }
    }

    private Comparison(String operator, List<Value> values, Collation collation) {
        this.operator = operator;
        this.values = values;
        this.collation = collation;
    }

    static Comparison of(String operator, Object value, Collation collation) {
        if (!OPERATORS.contains(operator)) {
            throw JsonApiFault.of(400, "The '" + operator + "' operator is not allowed in a filter parameter.");
        }
        List<String> values = value instanceof Map<?, ?> map
                ? map.values().stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
        if (operator.endsWith("BETWEEN") && values.size() != 2) {
            throw JsonApiFault.of(400, "The '" + operator + "' operator needs two values.");
        }
        return new Comparison(operator, values.stream().map(Value::of).toList(), collation);
    }

    /** @param column null, a {@link Long}, a string, or a collection of which one must fit */
    boolean test(@Nullable Object column) {
        if (column instanceof Collection<?> many) {
            return many.isEmpty() ? operator.equals("IS NULL") : many.stream().anyMatch(this::test);
        }
        if (column == null) {
            return operator.equals("IS NULL");
        }
        return holds(column);
    }

    private boolean holds(Object column) {
        switch (operator) {
            case "IS NULL":
                return false;
            case "IS NOT NULL":
                return true;
            case "<>":
                return values.stream().noneMatch(value -> same(column, value));
            case "NOT IN":
                return values.stream().noneMatch(value -> same(column, value));
            case "BETWEEN":
                return between(column);
            case "NOT BETWEEN":
                return !between(column);
            case "STARTS_WITH":
                return any(value -> text(column).startsWith(text(value.text())));
            case "CONTAINS":
                return any(value -> text(column).contains(text(value.text())));
            case "ENDS_WITH":
                return any(value -> text(column).endsWith(text(value.text())));
            case "=":
            case "IN":
                return any(value -> same(column, value));
            default:
                return any(value -> ordered(column, value));
        }
    }

    private boolean any(Predicate<Value> test) {
        return values.stream().anyMatch(test);
    }

    private boolean ordered(Object column, Value value) {
        Integer order = order(column, value);
        if (order == null) {
            return false;
        }
        switch (operator) {
            case ">":
                return order > 0;
            case ">=":
                return order >= 0;
            case "<":
                return order < 0;
            default:
                return order <= 0;
        }
    }

    private boolean between(Object column) {
        Integer low = order(column, values.get(0));
        Integer high = order(column, values.get(1));
        return low != null && high != null && low >= 0 && high <= 0;
    }

    private boolean same(Object column, Value value) {
        if (column instanceof Long) {
            return Integer.valueOf(0).equals(order(column, value));
        }
        return collation.same(String.valueOf(column), value.text());
    }

    /** @return null when a number is asked to compare with what is none, such as a date in ISO form */
    private static @Nullable Integer order(Object column, Value value) {
        if (column instanceof Long number) {
            return value.number() == null ? null : Integer.valueOf(Long.compare(number, value.number()));
        }
        return Integer.signum(String.valueOf(column).compareTo(value.text()));
    }

    private String text(Object value) {
        String text = String.valueOf(value);
        return collation == Collation.MYSQL ? text.toLowerCase(Locale.ROOT) : text;
    }
}
