package io.isthmus.usersync.scan;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a pass came to.
 *
 * @param lookedAt accounts
 * @param queued of these, those about which there was news
 */
@Schema(name = "ScanResult")
record ScanResult(long lookedAt, long queued) {

    ScanResult plus(Seen seen) {
        return new ScanResult(lookedAt + seen.ids().size(), queued + seen.news().size());
    }
}
