package io.isthmus.usersync.subject;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Secret;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Suppressed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Remembers who was erased without remembering who they are. */
final class Suppressions implements Suppressed {

    private static final String HMAC = "HmacSHA256";

    private final Pool pool;
    private final Clock clock;
    private final Secret key;

    Suppressions(Pool pool, Clock clock, Secret key) {
        this.pool = pool;
        this.clock = clock;
        this.key = key;
    }

    @Override
    public Uni<Set<PersonKey>> among(Collection<PersonKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        var byHash = new HashMap<String, PersonKey>();
        keys.forEach(one -> byHash.put(hash(one), one));
        return Sql.list(
                        pool,
                        row -> row.getString("hash"),
                        "select hash from suppression where hash = any($1)",
                        (Object) byHash.keySet().toArray(String[]::new))
                .map(hashes -> hashes.stream()
                        .map(hash -> Objects.requireNonNull(byHash.get(hash)))
                        .collect(Collectors.toSet()));
    }

    Uni<Void> add(SqlConnection tx, Collection<PersonKey> keys) {
        return Sql.run(tx, """
                        insert into suppression (hash, erased_at)
                        select hash, $2::timestamptz from unnest($1::text[]) as h (hash) order by hash
                        on conflict do nothing""", keys.stream().map(this::hash).toArray(String[]::new), clock.instant())
                .replaceWithVoid();
    }

    private String hash(PersonKey one) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(one.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
