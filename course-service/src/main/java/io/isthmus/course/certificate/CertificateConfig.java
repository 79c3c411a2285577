package io.isthmus.course.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The archive of certificates. */
@ConfigMapping(prefix = "isthmus.certificates")
public interface CertificateConfig {

    /** How often the LMSs are asked for certificates of everybody; {@code off} for never. */
    @WithDefault("PT15M")
    String scanEvery();

    /** So far back from the last one they are asked for again: the LMS's clock and its transactions may lag behind. */
    @WithDefault("PT1H")
    Duration overlap();

    /** Questions about codes that one address may ask within the window. */
    @WithDefault("30")
    int verifyLimit();

    @WithDefault("PT1M")
    Duration verifyWindow();
}
