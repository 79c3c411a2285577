package io.isthmus.testbed.lms;

/**
 * A certificate issued by mod_customcert.
 *
 * @param customcertId the activity's instance id
 * @param timeCreated seconds since 1970
 */
public record LmsCertificate(long id, long customcertId, long userId, String code, long timeCreated) {}
