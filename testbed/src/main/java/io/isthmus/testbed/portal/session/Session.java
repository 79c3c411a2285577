package io.isthmus.testbed.portal.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A browser's session and the tokens that go with it; uid 0 = of nobody. */
public final class Session {

    private static final String HMAC = "HmacSHA256";

    private final String id;
    private final int uid;
    private final Instant expires;
    private final byte[] seed;
    private @Nullable String notice;

    Session(String id, int uid, Instant expires, byte[] seed) {
        this.id = id;
        this.uid = uid;
        this.expires = expires;
        this.seed = seed.clone();
    }

    public String id() {
        return id;
    }

    public int uid() {
        return uid;
    }

    Instant expires() {
        return expires;
    }

    /** Of the login answer; good for the {@code X-CSRF-Token} header. */
    public String csrfToken() {
        return token("rest");
    }

    /** Of {@code /session/token}; another string, good for the same. */
    public String sessionToken() {
        return token("session");
    }

    /** Good for {@code /user/logout} alone. */
    public String logoutToken() {
        return token("logout");
    }

    /** Goes into every form of the pages. */
    public String formToken() {
        return token("form");
    }

    public boolean accepts(@Nullable String header) {
        return same(csrfToken(), header) || same(sessionToken(), header);
    }

    public boolean acceptsLogout(@Nullable String token) {
        return same(logoutToken(), token);
    }

    public boolean acceptsForm(@Nullable String token) {
        return same(formToken(), token);
    }

    /** Keeps a sentence for the next page this person sees. */
    public synchronized void notice(String sentence) {
        notice = sentence;
    }

    public synchronized @Nullable String takeNotice() {
        String taken = notice;
        notice = null;
        return taken;
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String token(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(seed, HMAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + HMAC + " in this JDK", e);
        }
    }

    @Override
    public String toString() {
        return "Session[uid=" + uid + "]";
    }
}
