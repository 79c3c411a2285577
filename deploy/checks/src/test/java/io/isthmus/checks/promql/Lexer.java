package io.isthmus.checks.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens of PromQL, as in https://prometheus.io/docs/prometheus/latest/querying/basics. */
final class Lexer {

    private static final Pattern TOKEN = Pattern.compile("\\s+"
            + "|(?<duration>\\d+(?:ms|[smhdwy])(?:\\d+(?:ms|[smhdwy]))*)\\b"
            + "|(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^=<>(){}\\[\\],])");

    private Lexer() {}

    /** @param kind name of the group that matched */
    record Token(String kind, String text) {}

    static List<Token> tokens(String query) {
        var tokens = new ArrayList<Token>();
        Matcher matcher = TOKEN.matcher(query);
        int position = 0;
        while (position < query.length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw new PromqlException("not understood: " + query.substring(position));
            }
            for (String kind : List.of("duration", "number", "name", "string", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind)));
                }
            }
            position = matcher.end();
        }
        return tokens;
    }
}
