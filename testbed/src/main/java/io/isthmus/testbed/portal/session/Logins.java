package io.isthmus.testbed.portal.session;

import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PasswordHash;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.LoginResult.Accepted;
import io.isthmus.testbed.portal.session.LoginResult.AccountLocked;
import io.isthmus.testbed.portal.session.LoginResult.AddressLocked;
import io.isthmus.testbed.portal.session.LoginResult.Blocked;
import io.isthmus.testbed.portal.session.LoginResult.Unrecognized;
import java.time.Duration;
import java.util.Optional;

/** Checks names and passwords, with Drupal's flood control in front of each of the three ways in. */
public final class Logins {

    private static final Duration ACCOUNT_WINDOW = Duration.ofHours(6);
    private static final Duration ADDRESS_WINDOW = Duration.ofHours(1);

    private final SiteSettings site;
    private final Users users;
    private final Flood flood;

    public Logins(SiteSettings site, Users users, Flood flood) {
        this.site = site;
        this.users = users;
        this.flood = flood;
    }

    /** Of {@code /user/login?_format=json}. */
    public LoginResult byJson(String name, String password, String address) {
        return check("user.http_login", "user.failed_login_ip", name, password, address);
    }

    /** Of the page. */
    public LoginResult byForm(String name, String password, String address) {
        return check("user.failed_login_user", "user.failed_login_ip", name, password, address);
    }

    /** Of {@code Authorization: Basic}; it counts for itself, so a locked page does not lock a program out. */
    public LoginResult byBasic(String name, String password, String address) {
        return check("basic_auth.failed_login_user", "basic_auth.failed_login_ip", name, password, address);
    }

    private LoginResult check(String accountEvent, String addressEvent, String name, String password, String address) {
        if (!flood.allowed(addressEvent, address, site.ipLimit())) {
            return new AddressLocked();
        }
        Optional<PortalUser> found = users.byName(name);
        if (found.isPresent() && !found.get().active()) {
            return new Blocked();
        }
        String account = found.map(user -> user.uid() + "-" + address).orElse("");
        if (found.isPresent() && !flood.allowed(accountEvent, account, site.userIpLimit())) {
            return new AccountLocked();
        }
        PasswordHash hash = found.map(PortalUser::password).orElse(null);
        if (hash != null && hash.matches(password)) {
            flood.clear(accountEvent, account);
            return new Accepted(found.get());
        }
        if (found.isPresent()) {
            flood.register(accountEvent, account, ACCOUNT_WINDOW);
        }
        flood.register(addressEvent, address, ADDRESS_WINDOW);
        return new Unrecognized();
    }
}
