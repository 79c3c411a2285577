package io.isthmus.usersync.importing;

/**
 * How far an import is.
 *
 * @param create accounts that the other side gets
 * @param link accounts that the other side has
 * @param conflict accounts that somebody has to decide about before
 * @param skip accounts for which there is nothing to do
 * @param queued entries made in the journal
 * @param done entries that have ended, however
 * @param failed of these, those that ended in a conflict or dead
 */
record Progress(long create, long link, long conflict, long skip, long queued, long done, long failed) {

    /** @return entries that there are to be */
    long planned() {
        return create + link;
    }
}
