package io.isthmus.checks.manifest;

import io.isthmus.checks.Repository;
import io.isthmus.checks.kustomize.Renderer;
import java.util.List;

/** All rules, for an overlay. */
public final class Checks {

    private static final List<Check> ALL = List.of(
            new StrictModel(),
            new Workloads(),
            new References(),
            new Ports(),
            new Reach(),
            new Environment(),
            new Contracts(),
            new Scaling());

    private Checks() {}

    public static Manifests overlay(String name) {
        return new Manifests(Renderer.render(Repository.path("k8s/overlays/" + name)));
    }

    static List<String> problems(Manifests manifests) {
        return ALL.stream().flatMap(check -> check.problems(manifests).stream()).toList();
    }
}
