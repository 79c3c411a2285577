package io.isthmus.course.embed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page of the site that holds one component.
 *
 * @param attributes of the component
 * @param html attributes of the html element
 * @param head more of the head, before the component's script
 */
record Page(Map<String, String> attributes, String html, String head) {

    /** As a site would place it: whose, and where tokens are. */
    static Page plain() {
        return new Page(Map.of(), "lang=\"en\"", "").with("user", "101").with("token-endpoint", "/token");
    }

    Page {
        attributes = new LinkedHashMap<>(attributes);
    }

    Page with(String attribute, String value) {
        Page copy = new Page(attributes, html, head);
        copy.attributes.put(attribute, value);
        return copy;
    }

    Page without(String attribute) {
        Page copy = new Page(attributes, html, head);
        copy.attributes.remove(attribute);
        return copy;
    }

    Page html(String html) {
        return new Page(attributes, html, head);
    }

    Page head(String head) {
        return new Page(attributes, html, head);
    }

    String markup(String service) {
        String all = attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + "=\"" + attribute.getValue() + "\"")
                .collect(Collectors.joining(" "));
        return """
                <!doctype html>
                <html %s>
                <head>
                <meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>My learning</title>
                <link rel="icon" href="data:,">
                <script src="/static/page.js"></script>
                %s
                <script type="module" src="%s/embed/isthmus-courses.js"></script>
                </head>
                <body>
                <main><h1>My learning</h1>
                <isthmus-courses %s></isthmus-courses>
                </main>
                </body>
                </html>
                """.formatted(html, head, service, all);
    }
}
