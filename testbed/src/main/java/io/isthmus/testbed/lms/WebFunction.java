package io.isthmus.testbed.lms;

import org.jspecify.annotations.Nullable;

/** One function of the web services: what it takes, and what it does inside a transaction. */
record WebFunction(String name, Spec.Struct parameters, Body body) {

    /** Does the work: what it returns, Jackson writes as the answer; null is a success that returns nothing. */
    interface Body {
        @Nullable
        Object call(Caller caller, Args args);
    }
}
