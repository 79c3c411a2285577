package io.isthmus.course.access;

/** Who sent a request; always within one CMS. */
public sealed interface Caller {

    /** @return the CMS whose people this is about */
    String source();

    boolean mayRead(String cmsUid);

    /** @return whether it may know of courses that are hidden at the LMS */
    boolean mayReadHidden();

    /** A client with {@code courses:read}: a CMS that asks for its people. */
    record Client(String source, boolean mayReadHidden, boolean mayBind) implements Caller {
        @Override
        public boolean mayRead(String cmsUid) {
            return true;
        }
    }

    /** Somebody with a token of their own. */
    record Person(String source, String uid) implements Caller {
        @Override
        public boolean mayRead(String cmsUid) {
            return uid.equals(cmsUid);
        }

        @Override
        public boolean mayReadHidden() {
            return false;
        }
    }
}
