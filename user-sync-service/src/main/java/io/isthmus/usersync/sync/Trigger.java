package io.isthmus.usersync.sync;

/**
 * Why a person is looked at.
 *
 * @param cmsDeleted the CMS says it has deleted the user
 * @param login somebody is at the door
 * @param jit and an account may be made for the login
 * @param unfinished an account was about to be made, so one that is found now is our own
 */
record Trigger(boolean cmsDeleted, boolean login, boolean jit, boolean unfinished) {

    static final Trigger CHANGE = new Trigger(false, false, false, false);
    static final Trigger CMS_DELETED = new Trigger(true, false, false, false);
    static final Trigger LOGIN = new Trigger(false, true, false, false);
    static final Trigger JIT_LOGIN = new Trigger(false, true, true, false);
}
