package io.isthmus.testbed.portal.people;

/**
 * Why an account cannot be saved.
 *
 * @param field JSON:API attribute, such as {@code mail}
 * @param message a sentence for people
 * @param ofValue whether Drupal names the field's first value instead of the field ({@code mail.0.value})
 */
public record Violation(String field, String message, boolean ofValue) {

    static Violation of(String field, String message) {
        return new Violation(field, message, false);
    }

    static Violation ofValue(String field, String message) {
        return new Violation(field, message, true);
    }
}
