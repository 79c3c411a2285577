package io.isthmus.usersync.scan;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a pass came to.
 *
 * @param lookedAt accounts
 * @param queued of these, those about which there was news
 * @param ofAnotherCms of these, users of another CMS of the same LMS: they are left alone
 */
@Schema(name = "ScanResult")
record ScanResult(long lookedAt, long queued, long ofAnotherCms) {

    static final ScanResult NOTHING = new ScanResult(0, 0, 0);

    ScanResult plus(Seen seen) {
        return new ScanResult(
                lookedAt + seen.ids().size(), queued + seen.news().size(), ofAnotherCms + seen.ofAnotherCms());
    }
}
