package io.isthmus.token.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network in CIDR notation (RFC 4632, RFC 4291 §2.3). */
public final class Network {

    /** An address in digits: what has neither three dots nor two colons would be looked up as a name. */
    private static final Pattern NOTATION =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.prefix = masked(address, bits);
        this.bits = bits;
    }

    /** @return empty unless the text is an address, or an address and the length of its prefix */
    public static Optional<Network> parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(matcher.group(1)).getAddress();
            int bits = matcher.group(2) == null ? address.length * Byte.SIZE : Integer.parseInt(matcher.group(2));
            return bits > address.length * Byte.SIZE ? Optional.empty() : Optional.of(new Network(address, bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == prefix.length && Arrays.equals(masked(bytes, bits), prefix);
    }

    /** @return the address with all but its first bits cleared */
    public static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.min(Byte.SIZE, Math.max(0, bits - i * Byte.SIZE));
            masked[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        return masked;
    }
}
