package io.isthmus.course.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Where a load runs and where its askers go on: a load belongs to nobody's request. */
interface Threads {

    /** Runs the work apart from the caller, later or at once. */
    void detached(Runnable work);

    /** @return what brings an asker back to where it is now */
    Executor caller();

    /** @return what ends an asker's patience; called off again nearly always, which has to cost next to nothing */
    ScheduledExecutorService timer();
}
