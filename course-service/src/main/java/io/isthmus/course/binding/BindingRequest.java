package io.isthmus.course.binding;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a CMS asks for. */
@Schema(requiredProperties = "courseId")
@RegisterForReflection
record BindingRequest(@Schema(examples = "lms:2") @Nullable String courseId) {}
