package io.isthmus.testbed.lms;

import org.jspecify.annotations.Nullable;

/** One function of the web services: what it takes, and what it does inside a transaction. */
record WebFunction(String name, Spec.Struct parameters, Body body) {

    /** @return what Jackson writes as the answer; null for the success of a function that returns nothing */
    interface Body {
        @Nullable
        Object call(Caller caller, Args args);
    }
}
