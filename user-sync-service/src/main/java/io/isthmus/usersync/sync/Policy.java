package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import java.util.Map;

/**
 * What an installation has decided once and for all.
 *
 * @param fields by name; a field not in it is owned by the CMS and always applied
 * @param correlateByEmail whether an account without a key may be found by its address
 * @param emailVerified whether the CMS vouches for its addresses
 * @param create whether a change at the CMS makes an account at the LMS; a login does so if its event allows it
 * @param serviceUsername the CMS account that this service works as; it is nobody's person
 */
record Policy(
        Sources sources,
        Map<String, FieldPolicy> fields,
        boolean correlateByEmail,
        boolean emailVerified,
        boolean create,
        Deprovision deprovision,
        String serviceUsername,
        FieldRules cmsRules,
        FieldRules lmsRules) {

    private static final FieldPolicy DEFAULT = new FieldPolicy(Side.CMS, FieldPolicy.Apply.ALWAYS);

    /** What happens to the LMS account of a user whom the CMS has deleted. */
    enum Deprovision {
        SUSPEND,
        UNLINK,
        DELETE
    }

    Policy {
        fields = Map.copyOf(fields);
    }

    FieldPolicy of(String field) {
        return fields.getOrDefault(field, DEFAULT);
    }

    FieldRules rules(Side side) {
        return side == Side.CMS ? cmsRules : lmsRules;
    }
}
