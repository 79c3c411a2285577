package io.isthmus.testbed.lms;

/**
 * An activity of a course.
 *
 * @param id the course module id ("cmid")
 * @param modname {@code page} or {@code customcert}
 * @param instance its id in the table of its kind; a customcert's is the certificate id
 * @param tracked whether it counts for completion
 */
record LmsModule(long id, long courseId, String modname, long instance, String name, boolean tracked) {

    long contextId() {
        return 10_000 + id;
    }
}
