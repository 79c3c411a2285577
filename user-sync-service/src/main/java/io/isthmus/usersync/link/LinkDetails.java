package io.isthmus.usersync.link;

import io.isthmus.usersync.link.Provenance.FieldProvenance;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link with the provenance of its fields. */
@Schema(name = "LinkDetails")
record LinkDetails(LinkView link, List<FieldProvenance> fields) {

    LinkDetails {
        fields = List.copyOf(fields);
    }
}
