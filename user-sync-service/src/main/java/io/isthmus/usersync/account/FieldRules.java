package io.isthmus.usersync.account;

/** What a side can hold. Pure: the same account always gives the same value, and two never silently give one. */
public interface FieldRules {

    /**
     * @param field a name of {@link Field}
     * @param from the other side's account, whose value is wanted here
     */
    Fit fit(String field, Account from);
}
