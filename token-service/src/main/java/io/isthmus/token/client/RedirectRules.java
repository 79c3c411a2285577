package io.isthmus.token.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a client may send people. */
public final class RedirectRules {

    private static final int MAX_LENGTH = 2048;

    /** Texts remembered: people of a site go to the same courses again and again. */
    private static final int REMEMBERED = 500;

    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    /** US-ASCII that may stand in a URL: what is visible but {@code \<>"{}|^`}. */
    private static final BitSet URL_SIGNS = urlSigns();

    private static final Pattern ENCODED_CONTROL = Pattern.compile("%(?:[01][0-9a-fA-F]|7[fF]|5[cC])");
    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.\\.?(?:/|$)");

    private final Set<Origin> allowed;
    private final Cache<Wanted, URI> resolved = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .executor(Runnable::run)
            .build();

    /** @param allowed scheme, host and port of each place */
    public RedirectRules(Set<Origin> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    private record Wanted(String redirect, URI base) {}

    /**
     * Resolves a path against the LMS, or takes an absolute URL.
     *
     * @param base the LMS's address, with its path if it has one
     * @return empty if the text is neither, or leads anywhere that is not allowed
     */
    public Optional<URI> resolve(String redirect, URI base) {
        if (!isWritable(redirect)) {
            return Optional.empty();
        }
        var wanted = new Wanted(redirect, base);
        Optional<URI> target = Optional.ofNullable(resolved.getIfPresent(wanted));
        if (target.isEmpty()) {
            target = find(wanted);
            target.ifPresent(found -> resolved.put(wanted, found));
        }
        return target;
    }

    private Optional<URI> find(Wanted wanted) {
        String redirect = wanted.redirect();
        if (redirect.indexOf('%') >= 0 && ENCODED_CONTROL.matcher(redirect).find()) {
            return Optional.empty();
        }
        if (redirect.startsWith("//")) {
            return Optional.empty();
        }
        String root = wanted.base().toString();
        String absolute = redirect.startsWith("/")
                ? root.substring(0, root.length() - (root.endsWith("/") ? 1 : 0)) + redirect
                : redirect;
        return parse(absolute)
                .filter(uri -> Origin.of(uri).filter(allowed::contains).isPresent());
    }

    private static BitSet urlSigns() {
        var signs = new BitSet();
        signs.set('!', '~' + 1);
        "\\<>\"{}|^`".chars().forEach(signs::clear);
        return signs;
    }

    private static boolean isWritable(String redirect) {
        for (int i = 0; i < redirect.length(); i++) {
            if (!URL_SIGNS.get(redirect.charAt(i))) {
                return false;
            }
        }
        return !redirect.isEmpty() && redirect.length() <= MAX_LENGTH;
    }

    private static Optional<URI> parse(String absolute) {
        try {
            URI uri = new URI(absolute);
            String path = uri.getPath() == null ? "" : uri.getPath();
            boolean climbs = path.contains("/.") && DOT_SEGMENT.matcher(path).find();
            return climbs || path.startsWith("//") ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
