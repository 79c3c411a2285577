package io.isthmus.token.wire;

import java.util.Arrays;
import java.util.Optional;

/** The forms a token can have. A client may use those that the registry names for it. */
public enum WireFormat {
    /** Version 3 of the plugin local_ssologin, 1.3 to 1.6: encrypted, signature over the ciphertext. */
    SSOLOGIN("ssologin", true, false),
    /** Compact JWE, {@code dir} with {@code A256CBC-HS512} (RFC 7516, RFC 7518 §5.2.5). */
    JWE("jwe", true, false),
    /** Version 1.0 of the plugin: encrypted with the bare secret, signature over the plaintext. */
    V1("v1", false, true),
    /** The plugin's first release: parameters in the clear with a MAC over their concatenation. */
    V0("v0", false, true),
    /** {@link #SSOLOGIN} without its signature: who has seen one can change it. */
    UNSIGNED("unsigned", false, true);

    private final String label;
    private final boolean mintable;
    private final boolean legacy;

    WireFormat(String label, boolean mintable, boolean legacy) {
        this.label = label;
        this.mintable = mintable;
        this.legacy = legacy;
    }

    /** @return its name in configuration, in the API and in metrics */
    public String label() {
        return label;
    }

    public boolean mintable() {
        return mintable;
    }

    /** @return whether a client may use it until a sunset date only */
    public boolean legacy() {
        return legacy;
    }

    /**
     * Whether somebody without the key can turn a token into another: v0 has no separators between its fields,
     * unsigned no MAC at all. Such a token says too little to make an account of.
     */
    public boolean malleable() {
        return this == V0 || this == UNSIGNED;
    }

    public static Optional<WireFormat> of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst();
    }
}
