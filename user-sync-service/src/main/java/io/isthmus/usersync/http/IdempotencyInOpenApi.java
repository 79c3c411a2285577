package io.isthmus.usersync.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Says in the API's description what {@link IdempotencyFilter} does for every caller who has a name. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class IdempotencyInOpenApi implements OASFilter {

    private static final String REUSED = "422";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().values().stream()
                .map(PathItem::getPOST)
                .filter(IdempotencyInOpenApi::isByName)
                .forEach(IdempotencyInOpenApi::describe);
    }

    private static boolean isByName(@Nullable Operation operation) {
        return operation != null
                && operation.getSecurity() != null
                && !operation.getSecurity().isEmpty();
    }

    private static void describe(Operation operation) {
        List<Parameter> parameters = Objects.requireNonNullElse(operation.getParameters(), List.of());
        if (parameters.stream().noneMatch(one -> IdempotencyFilter.HEADER.equals(one.getName()))) {
            operation.addParameter(key());
        }
        if (!operation.getResponses().hasAPIResponse(REUSED)) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            REUSED, OASFactory.createAPIResponse().description("The key was used for another request"));
        }
    }

    private static Parameter key() {
        return OASFactory.createParameter()
                .name(IdempotencyFilter.HEADER)
                .in(Parameter.In.HEADER)
                .description("The same request again under the same key is answered as the first time, with"
                        + " Idempotency-Replayed: true, and has no second effect.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .minLength(1)
                        .maxLength(IdempotencyFilter.MAX_KEY));
    }
}
