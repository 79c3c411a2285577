package io.isthmus.testbed.lms;

/**
 * A course category.
 *
 * @param parent 0 at the top
 * @param path such as {@code /2/3}
 * @param descriptionFormat 1 = HTML, 0 where nobody wrote a description
 */
public record LmsCategory(
        long id, String name, String idnumber, String description, int descriptionFormat, long parent, String path) {

    int depth() {
        return path.length() - path.replace("/", "").length();
    }

    long sortOrder() {
        return id * 10_000;
    }

    long contextId() {
        return 1_000 + id;
    }
}
