package io.isthmus.testbed.portal;

/** The account that Isthmus uses at the JSON:API: it may administer users, and nothing else. */
public record ServiceAccount(String name, Secret password) {}
