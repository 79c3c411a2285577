package io.isthmus.course.moodle;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What every LMS may have set. */
public interface LmsLimits {

    /** Where people reach it, for links; its {@code url} if it is the same. */
    Optional<URI> publicUrl();

    /** For one call. */
    @WithDefault("PT5S")
    Duration timeout();

    /** What is longer is refused. */
    @WithDefault("16777216")
    int maxResponseBytes();

    /** Calls at a time. */
    @WithDefault("24")
    int maxConcurrent();

    /** Calls that wait for their turn; more are refused at once. */
    @WithDefault("500")
    int maxWaiting();

    /** How long the LMS is left alone after half of the last calls failed. */
    @WithDefault("PT5S")
    Duration breakerDelay();

    /** Bytes of a certificate's PDF. */
    @WithDefault("10485760")
    int maxPdfBytes();

    /** Which kinds of certificates it is asked for. */
    @WithDefault("customcert,badge")
    Set<String> certificates();
}
