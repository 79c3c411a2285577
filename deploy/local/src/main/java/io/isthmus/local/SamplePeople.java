package io.isthmus.local;

import java.util.Map;

/** The people of the local stack who are on both sides. */
final class SamplePeople {

    static final String ADA_LMS_ID = "4";
    static final String BRUNO_LMS_ID = "5";

    /** CMS uid to LMS user id. */
    static final Map<String, String> LINKED = Map.of("101", ADA_LMS_ID, "102", BRUNO_LMS_ID);

    private SamplePeople() {}
}
