package io.isthmus.usersync.sync;

/**
 * Why a person is looked at.
 *
 * @param cmsDeleted the CMS says it has deleted the user
 * @param login somebody is at the door
 * @param jit and an account may be made for the login
 */
record Trigger(boolean cmsDeleted, boolean login, boolean jit) {

    static final Trigger CHANGE = new Trigger(false, false, false);
    static final Trigger CMS_DELETED = new Trigger(true, false, false);
    static final Trigger LOGIN = new Trigger(false, true, false);
    static final Trigger JIT_LOGIN = new Trigger(false, true, true);
}
