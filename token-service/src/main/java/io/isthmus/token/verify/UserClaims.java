package io.isthmus.token.verify;

import java.util.Optional;

/**
 * What a token says of a person. Never printed.
 *
 * @param cmsUid the person's key at the CMS; empty if the token names none
 * @param username in its normal form
 * @param emailVerified whether the CMS vouches for the address
 */
public record UserClaims(
        Optional<String> cmsUid,
        String username,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> locale,
        Optional<String> city,
        Optional<String> country) {

    @Override
    public String toString() {
        return "UserClaims[hidden]";
    }
}
