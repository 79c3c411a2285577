package io.isthmus.token.client;

/** A key and the client it belongs to. */
public record OwnedKey(Client client, ClientKey key) {}
