package io.isthmus.token.verify;

/** Tells of refusals; never waits and never fails. */
public interface RefusalEvents {

    /** @param reference what the person or caller was shown */
    void refused(Refusal refusal, String reference);
}
