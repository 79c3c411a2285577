package io.isthmus.usersync.scan;

import java.util.List;

/**
 * A piece of what changed at a side.
 *
 * @param ids of the accounts looked at, whether or not anything is new about them
 * @param news ids of those about which something is, to be looked at by the engine
 * @param ofAnotherCms how many are users of another CMS, and none of our business
 * @param next where the next piece begins
 */
record Seen(List<String> ids, List<String> news, int ofAnotherCms, Place next) {

    /**
     * A place in a pass.
     *
     * @param changed Unix time in seconds; of the LMS's report, the number of the next page
     * @param id of the last account within that second; empty before the first
     */
    record Place(long changed, String id) {}

    Seen {
        ids = List.copyOf(ids);
        news = List.copyOf(news);
    }

    /** There is nothing there, so the pass is at its end. */
    static Seen nothing(Place next) {
        return new Seen(List.of(), List.of(), 0, next);
    }

    boolean isEnd() {
        return ids.isEmpty();
    }
}
