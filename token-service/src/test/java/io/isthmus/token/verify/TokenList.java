package io.isthmus.token.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.support.Forge;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.PresentedToken.Signed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects bad tokens. */
final class TokenList {

    private final Forge forge;
    private final List<BadToken> all = new ArrayList<>();

    TokenList(Forge forge) {
        this.forge = forge;
    }

    Forge forge() {
        return forge;
    }

    List<BadToken> all() {
        return List.copyOf(all);
    }

    void add(String name, RefusalReason reason, PresentedToken token) {
        all.add(new BadToken(name, reason, token));
    }

    void v3(String name, RefusalReason reason, Consumer<ObjectNode> change) {
        add("v3 whose " + name, reason, forge.ssoLogin(change));
    }

    void jwe(String name, RefusalReason reason, Consumer<ObjectNode> change) {
        add("jwe whose " + name, reason, forge.jwe(change));
    }

    Signed signed() {
        return forge.ssoLogin(payload -> {});
    }

    String compact() {
        return forge.jwe(claims -> {}).token();
    }
}
