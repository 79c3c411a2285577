package io.isthmus.usersync.conflict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a person's turn ended where only a person can go on.
 *
 * @param cmsUid null if it is about an account of the LMS that nobody at the CMS has
 * @param reason a reason code
 * @param accounts ids of the LMS accounts that have to do with it
 * @param fields names of the fields that it is about
 * @param journalId the entry that led to it
 */
public record Finding(
        long personId,
        String cmsSource,
        @Nullable String cmsUid,
        String lmsSource,
        String reason,
        List<String> accounts,
        List<String> fields,
        long journalId) {

    public Finding {
        accounts = List.copyOf(accounts);
        fields = List.copyOf(fields);
    }
}
