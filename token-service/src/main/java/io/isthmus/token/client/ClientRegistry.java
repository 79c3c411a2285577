package io.isthmus.token.client;

import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.wire.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All clients at one time; a change makes a new one. */
public final class ClientRegistry {

    private static final SecretBytes NOBODY = SecretBytes.ofText("the credential of no client at all");

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, OwnedKey> keys = new LinkedHashMap<>();

    private final Map<String, LogoutIssuer> issuers = new LinkedHashMap<>();

    public ClientRegistry(List<Client> clients, List<LogoutIssuer> issuers) {
        issuers.forEach(issuer -> this.issuers.put(issuer.id(), issuer));
        for (Client client : clients) {
            this.clients.put(client.id(), client);
            client.keys().forEach(key -> keys.put(key.kid(), new OwnedKey(client, key)));
        }
    }

    public Optional<Client> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /** @return who may tell by back-channel that somebody logged out */
    public Optional<LogoutIssuer> issuer(String id) {
        return Optional.ofNullable(issuers.get(id));
    }

    public List<Client> clients() {
        return List.copyOf(clients.values());
    }

    public boolean isClient(String id) {
        return clients.containsKey(id);
    }

    /** @return the client, if the credential is its own; an unknown id takes as long as a wrong credential */
    public Optional<Client> authenticate(String id, SecretBytes credential) {
        Optional<Client> client = find(id).filter(known -> known.credential().isPresent());
        boolean right = credential.matches(client.flatMap(Client::credential).orElse(NOBODY));
        return right ? client : Optional.empty();
    }

    public Optional<OwnedKey> key(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** @return the keys that verify now, of the clients that may use the format now */
    public List<OwnedKey> verifyingKeys(WireFormat format, Instant now) {
        var verifying = new ArrayList<OwnedKey>(keys.size());
        for (OwnedKey owned : keys.values()) {
            if (owned.client().mayUse(format, now) && owned.key().verifies(now)) {
                verifying.add(owned);
            }
        }
        return verifying;
    }

    /** @return the registry as it would be with this client alone */
    public ClientRegistry only(String id) {
        return new ClientRegistry(find(id).map(List::of).orElse(List.of()), List.of());
    }

    /** @return whether a client has a key of this secret */
    public boolean knows(SecretBytes secret) {
        return keys.values().stream()
                .anyMatch(owned ->
                        owned.key().ssoLogin().filter(key -> key.isOf(secret)).isPresent());
    }

    public int size() {
        return clients.size();
    }
}
