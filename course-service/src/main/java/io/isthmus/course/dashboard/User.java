package io.isthmus.course.dashboard;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whom an answer is about.
 *
 * @param source name of the CMS
 * @param linked has an account at the LMS
 */
@Schema(requiredProperties = {"source", "cmsUid", "linked"})
@RegisterForReflection
public record User(String source, String cmsUid, boolean linked) {}
