package io.isthmus.checks.manifest;

import java.util.List;

/** A rule for everything in an overlay. */
public interface Check {

    /** @return one sentence for each mistake, each beginning with the kind and name of the resource */
    List<String> problems(Manifests manifests);
}
