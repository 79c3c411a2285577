/** Renders k8s/ without kubectl, as far as k8s/ needs it. */
@NullMarked
package io.isthmus.checks.kustomize;

import org.jspecify.annotations.NullMarked;
