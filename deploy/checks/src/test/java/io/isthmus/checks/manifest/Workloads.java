package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import java.util.ArrayList;
import java.util.List;

/** Probes, limits, and the restricted pod security standard with a read-only root file system. */
final class Workloads implements Check {

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        manifests.workloads().forEach(workload -> new Inspection(workload, problems).inspect());
        return problems;
    }

    private record Inspection(Node workload, List<String> problems) {

        void inspect() {
            Node pod = Manifests.template(workload).at("spec");
            demand(is(pod, "false", "automountServiceAccountToken"), "mounts a token of the cluster");
            demand(is(pod, "true", "securityContext", "runAsNonRoot"), "may run as root");
            demand(!is(pod, "0", "securityContext", "runAsUser"), "runs as root");
            demand(is(pod, "RuntimeDefault", "securityContext", "seccompProfile", "type"), "has no seccomp profile");
            for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
                demand(!is(pod, "true", shared), "has " + shared);
            }
            pod.at("volumes")
                    .list()
                    .forEach(volume -> demand(!volume.at("hostPath").exists(), "mounts the host's disk"));
            Manifests.containers(workload).forEach(this::inspect);
        }

        private void inspect(Node container) {
            String name = "container " + container.at("name").text() + " ";
            Node security = container.at("securityContext");
            demand(is(security, "false", "allowPrivilegeEscalation"), name + "may gain privileges");
            demand(!is(security, "true", "privileged"), name + "is privileged");
            demand(!security.at("runAsUser").text().equals("0"), name + "runs as root");
            demand(is(security, "true", "readOnlyRootFilesystem"), name + "can write its root file system");
            demand(security.at("capabilities", "drop").texts().contains("ALL"), name + "keeps capabilities");
            demand(security.at("capabilities", "add").list().isEmpty(), name + "adds capabilities");
            for (String resource : List.of("cpu", "memory")) {
                demand(container.at("resources", "requests", resource).exists(), name + "requests no " + resource);
                demand(container.at("resources", "limits", resource).exists(), name + "has no limit of " + resource);
            }
            inspectImage(container, name);
            if (!workload.at("kind").text().equals("Job")) {
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    demand(container.at(probe).exists(), name + "has no " + probe);
                }
            }
        }

        private void inspectImage(Node container, String name) {
            String image = container.at("image").text();
            String last = image.substring(image.lastIndexOf('/') + 1);
            demand(last.contains(":") && !last.endsWith(":latest"), name + "has an image without a version: " + image);
        }

        private static boolean is(Node node, String value, String... path) {
            return node.at(path).text().equals(value);
        }

        private void demand(boolean fulfilled, String otherwise) {
            if (!fulfilled) {
                problems.add(Manifests.id(workload) + ": " + otherwise);
            }
        }
    }
}
