package io.isthmus.token.secret;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A MAC with its key, ready on each thread that uses it. */
public final class KeyedMac {

    private final ThreadLocal<Mac> mac;

    /** @param key whose algorithm is the MAC's too, such as {@code HmacSHA256} */
    public KeyedMac(SecretKey key) {
        this.mac = ThreadLocal.withInitial(() -> keyed(key));
    }

    /** @return the MAC of the concatenation of the parts */
    public byte[] of(byte[]... parts) {
        Mac keyed = mac.get();
        for (byte[] part : parts) {
            keyed.update(part);
        }
        return keyed.doFinal();
    }

    private static Mac keyed(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + key.getAlgorithm(), e);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not a MAC key", e);
        }
    }
}
