package io.isthmus.testbed.portal;

/** Wire formats of login tokens that the portal asks for. */
public enum TokenFormat {
    JWE("jwe"),
    SSOLOGIN("ssologin");

    private final String wireName;

    TokenFormat(String wireName) {
        this.wireName = wireName;
    }

    /** {@code format} of {@code POST /v1/tokens}. */
    public String wireName() {
        return wireName;
    }
}
