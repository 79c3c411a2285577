package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import java.util.List;
import java.util.Map;

/**
 * Certificates of anybody, newest first.
 *
 * @param last there is no page after this one
 */
public record IssuePage(Map<LmsAccount, List<Issue>> issues, int size, boolean last) {

    public IssuePage {
        issues = Map.copyOf(issues);
    }
}
