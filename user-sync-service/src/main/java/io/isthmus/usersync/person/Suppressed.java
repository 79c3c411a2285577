package io.isthmus.usersync.person;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Set;

/** Who was erased and is not to come back. */
@FunctionalInterface
public interface Suppressed {

    /** Nobody ever. */
    Suppressed NOBODY = keys -> Uni.createFrom().item(Set.of());

    /** @return those of the keys that name somebody who was erased */
    Uni<Set<PersonKey>> among(Collection<PersonKey> keys);
}
