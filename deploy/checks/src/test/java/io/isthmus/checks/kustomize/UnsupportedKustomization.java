package io.isthmus.checks.kustomize;

/** Something that this rendering does not know, or that kustomize would refuse too. */
final class UnsupportedKustomization extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedKustomization(String what) {
        super(what);
    }
}
