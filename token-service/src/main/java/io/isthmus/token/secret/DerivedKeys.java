package io.isthmus.token.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys for one purpose each, derived from the master secret. */
@Singleton
public class DerivedKeys {

    private static final int MIN_MASTER = 32;

    private final SecretKey master;

    @Inject
    public DerivedKeys(SecretsConfig config) {
        this(SecretBytes.ofText(config.master()));
    }

    public DerivedKeys(SecretBytes master) {
        if (master.length() < MIN_MASTER) {
            throw new IllegalArgumentException("isthmus.secrets.master must have at least 32 bytes");
        }
        this.master = new SecretKeySpec(master.reveal(), "HmacSHA512");
    }

    /** @return 64 bytes that tell nothing of those for another purpose */
    public SecretBytes forPurpose(String purpose) {
        return SecretBytes.of(Hashes.hmacSha512(master, purpose.getBytes(StandardCharsets.UTF_8)));
    }
}
