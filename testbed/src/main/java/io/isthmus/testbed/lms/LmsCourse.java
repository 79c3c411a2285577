package io.isthmus.testbed.lms;

/**
 * A course.
 *
 * @param summary HTML
 * @param startDate seconds since 1970; 0 = none, as is the end
 * @param sortOrder its place among the courses of its category; the lowest comes first
 * @param timeModified set when it is saved
 */
public record LmsCourse(
        long id,
        String shortname,
        String fullname,
        String idnumber,
        String summary,
        long categoryId,
        long sortOrder,
        long startDate,
        long endDate,
        boolean visible,
        Completion completion,
        ManualEnrolment manualEnrolment,
        long timeModified) {

    /** What the course records of its people's progress. */
    public enum Completion {
        /** Completion is switched off: progress null, completed null. */
        OFF,
        /** Switched on, but nothing in the course is tracked: progress null. */
        NOTHING_TRACKED,
        TRACKED
    }

    /** The state of the course's enrolment method "manual". */
    public enum ManualEnrolment {
        ENABLED,
        DISABLED,
        MISSING
    }

    /** Begins a visible course in category 1 with tracked completion, manual enrolment and no dates. */
    public static Builder named(String shortname, String fullname) {
        return new Builder(new LmsCourse(
                0, shortname, fullname, "", "", 1, 0, 0, 0, true, Completion.TRACKED, ManualEnrolment.ENABLED, 0));
    }

    /** Begins a changed copy. */
    public Builder change() {
        return new Builder(this);
    }

    boolean tracksCompletion() {
        return completion != Completion.OFF;
    }

    boolean isSite() {
        return id == 1;
    }

    long sortKey() {
        return categoryId * 10_000 + sortOrder;
    }

    /** Sets what differs from the course it began with. */
    public static final class Builder {

        private long id;
        private String shortname;
        private String fullname;
        private String idnumber;
        private String summary;
        private long categoryId;
        private long sortOrder;
        private long startDate;
        private long endDate;
        private boolean visible;
        private Completion completion;
        private ManualEnrolment manualEnrolment;
        private long timeModified;

        private Builder(LmsCourse from) {
            id = from.id;
            shortname = from.shortname;
            fullname = from.fullname;
            idnumber = from.idnumber;
            summary = from.summary;
            categoryId = from.categoryId;
            sortOrder = from.sortOrder;
            startDate = from.startDate;
            endDate = from.endDate;
            visible = from.visible;
            completion = from.completion;
            manualEnrolment = from.manualEnrolment;
            timeModified = from.timeModified;
        }

        public Builder id(long value) {
            id = value;
            return this;
        }

        public Builder shortname(String value) {
            shortname = value;
            return this;
        }

        public Builder fullname(String value) {
            fullname = value;
            return this;
        }

        public Builder idnumber(String value) {
            idnumber = value;
            return this;
        }

        public Builder summary(String value) {
            summary = value;
            return this;
        }

        public Builder category(long value) {
            categoryId = value;
            return this;
        }

        public Builder sortOrder(long value) {
            sortOrder = value;
            return this;
        }

        public Builder dates(long start, long end) {
            startDate = start;
            endDate = end;
            return this;
        }

        public Builder visible(boolean value) {
            visible = value;
            return this;
        }

        public Builder completion(Completion value) {
            completion = value;
            return this;
        }

        public Builder manualEnrolment(ManualEnrolment value) {
            manualEnrolment = value;
            return this;
        }

        Builder timeModified(long value) {
            timeModified = value;
            return this;
        }

        public LmsCourse build() {
            return new LmsCourse(
                    id,
                    shortname,
                    fullname,
                    idnumber,
                    summary,
                    categoryId,
                    sortOrder,
                    startDate,
                    endDate,
                    visible,
                    completion,
                    manualEnrolment,
                    timeModified);
        }
    }
}
