package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;

/** The answer of a caller who did not ask for JSON. */
final class RestXml {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n";

    private RestXml() {}

    static String write(JsonNode body, boolean success) {
        if (success) {
            return HEAD + "<RESPONSE>\n" + value(body) + "</RESPONSE>\n";
        }
        return HEAD + "<EXCEPTION class=\"" + escape(body.path("exception").asText()) + "\">\n<ERRORCODE>"
                + escape(body.path("errorcode").asText()) + "</ERRORCODE>\n<MESSAGE>"
                + escape(body.path("message").asText()) + "</MESSAGE>\n</EXCEPTION>\n";
    }

    private static String value(JsonNode node) {
        var xml = new StringBuilder();
        if (node.isArray()) {
            node.forEach(item -> xml.append(value(item)));
            return "<MULTIPLE>\n" + xml + "</MULTIPLE>\n";
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> xml.append("<KEY name=\"")
                            .append(escape(field.getKey()))
                            .append("\">")
                            .append(value(field.getValue()))
                            .append("</KEY>\n"));
            return "<SINGLE>\n" + xml + "</SINGLE>\n";
        }
        if (node.isNull()) {
            return "<VALUE null=\"null\"/>\n";
        }
        String text = node.isBoolean() ? node.asBoolean() ? "1" : "0" : node.asText();
        return "<VALUE>" + escape(text) + "</VALUE>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
