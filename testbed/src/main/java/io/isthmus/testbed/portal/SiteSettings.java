package io.isthmus.testbed.portal;

import io.isthmus.testbed.portal.people.Collation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator of a Drupal site would have set.
 *
 * @param name of the site, also the realm of its Basic authentication
 * @param readOnly {@code jsonapi.settings.read_only}, which a fresh Drupal has on
 * @param cancelMethod what a DELETE of a user does
 * @param collation how its database compares names and addresses
 * @param cookieDomain {@code cookie_domain} of the session; null = the host alone
 * @param trustForwardedProto whether the address in front of the site is a trusted proxy
 * @param trustedHosts {@code trusted_host_patterns}, exact here; empty = any host
 * @param userIpLimit {@code user.flood}: wrong passwords for one account from one address in 6 hours
 * @param ipLimit {@code user.flood}: wrong passwords from one address in an hour
 * @param showSamplePeople whether the login page says with whom to try the site
 */
public record SiteSettings(
        String name,
        boolean readOnly,
        CancelMethod cancelMethod,
        Collation collation,
        @Nullable String cookieDomain,
        boolean trustForwardedProto,
        Set<String> trustedHosts,
        int userIpLimit,
        int ipLimit,
        boolean showSamplePeople) {

    public SiteSettings {
        trustedHosts = Set.copyOf(trustedHosts);
    }

    /** A site that Isthmus can write to; everything else as Drupal comes. */
    public static SiteSettings defaults() {
        return new SiteSettings(
                "Isthmus Academy",
                false,
                CancelMethod.BLOCK,
                Collation.MYSQL,
                null,
                false,
                Set.of("localhost", "127.0.0.1", "[::1]"),
                5,
                50,
                true);
    }

    public SiteSettings withReadOnly(boolean value) {
        return new SiteSettings(
                name,
                value,
                cancelMethod,
                collation,
                cookieDomain,
                trustForwardedProto,
                trustedHosts,
                userIpLimit,
                ipLimit,
                showSamplePeople);
    }

    public SiteSettings withCancelMethod(CancelMethod value) {
        return new SiteSettings(
                name,
                readOnly,
                value,
                collation,
                cookieDomain,
                trustForwardedProto,
                trustedHosts,
                userIpLimit,
                ipLimit,
                showSamplePeople);
    }

    public SiteSettings withCollation(Collation value) {
        return new SiteSettings(
                name,
                readOnly,
                cancelMethod,
                value,
                cookieDomain,
                trustForwardedProto,
                trustedHosts,
                userIpLimit,
                ipLimit,
                showSamplePeople);
    }

    public SiteSettings withCookieDomain(String value) {
        return new SiteSettings(
                name,
                readOnly,
                cancelMethod,
                collation,
                value,
                trustForwardedProto,
                trustedHosts,
                userIpLimit,
                ipLimit,
                showSamplePeople);
    }

    public SiteSettings withTrustForwardedProto(boolean value) {
        return new SiteSettings(
                name,
                readOnly,
                cancelMethod,
                collation,
                cookieDomain,
                value,
                trustedHosts,
                userIpLimit,
                ipLimit,
                showSamplePeople);
    }

    public SiteSettings withShowSamplePeople(boolean value) {
        return new SiteSettings(
                name,
                readOnly,
                cancelMethod,
                collation,
                cookieDomain,
                trustForwardedProto,
                trustedHosts,
                userIpLimit,
                ipLimit,
                value);
    }

    /** @param values host names without a port; none = any */
    public SiteSettings withTrustedHosts(String... values) {
        return new SiteSettings(
                name,
                readOnly,
                cancelMethod,
                collation,
                cookieDomain,
                trustForwardedProto,
                Set.of(values),
                userIpLimit,
                ipLimit,
                showSamplePeople);
    }
}
