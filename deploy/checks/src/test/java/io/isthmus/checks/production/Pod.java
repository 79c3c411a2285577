package io.isthmus.checks.production;

import io.isthmus.checks.Node;
import io.isthmus.checks.manifest.Environment;
import io.isthmus.checks.manifest.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A container of the overlay as a process here: the same variables with the same values, but for addresses and for the
 * places of mounted files.
 */
final class Pod {

    private final Manifests manifests;
    private final Node workload;
    private final Node container;
    private final BinaryOperator<String> secrets;
    private final Map<String, String> addresses;
    private final Map<String, Path> mounts = new TreeMap<>();

    /**
     * @param secrets value by the names of Secret and key
     * @param addresses what stands here instead of a name in the cluster
     */
    Pod(Manifests manifests, String id, BinaryOperator<String> secrets, Map<String, String> addresses) {
        this.manifests = manifests;
        this.secrets = secrets;
        this.addresses = addresses;
        workload = manifests
                .workloads()
                .filter(candidate -> Manifests.id(candidate).equals(id))
                .findFirst()
                .orElseThrow();
        container = Manifests.containers(workload).get(0);
    }

    /** Writes the files of mounted ConfigMaps and Secrets below the folder. */
    Pod mount(Path folder) {
        container.at("volumeMounts").list().stream()
                .map(mount -> mount.at("mountPath").text())
                // What is written there means other files than what is read.
                .filter(path -> path.startsWith("/etc/"))
                .forEach(path -> mounts.put(path, folder.resolve(path.substring(1))));
        for (Node mount : container.at("volumeMounts").list()) {
            Path place = folder.resolve(mount.at("mountPath").text().substring(1));
            Manifests.template(workload).at("spec", "volumes").list().stream()
                    .filter(volume ->
                            volume.at("name").text().equals(mount.at("name").text()))
                    .forEach(volume -> write(place, volume));
        }
        return this;
    }

    private void write(Path place, Node volume) {
        if (volume.at("configMap").exists()) {
            write(place, configMap(volume.at("configMap", "name").text()));
        }
        if (volume.at("secret").exists()) {
            write(place, secret(volume.at("secret")));
        }
    }

    private Map<String, String> configMap(String name) {
        var files = new LinkedHashMap<String, String>();
        manifests
                .ofKind("ConfigMap")
                .filter(map -> Manifests.name(map).equals(name))
                .flatMap(map -> map.at("data").entries())
                .forEach(entry -> files.put(entry.getKey(), entry.getValue().text()));
        return files;
    }

    private Map<String, String> secret(Node source) {
        var files = new LinkedHashMap<String, String>();
        String name = source.at("secretName").text();
        source.at("items").list().stream()
                .map(item -> item.at("key").text())
                .forEach(key -> files.put(key, secrets.apply(name, key)));
        manifests
                .ofKind("ExternalSecret")
                .filter(external -> external.at("spec", "target", "name").text().equals(name))
                .filter(external -> source.at("items").list().isEmpty())
                .flatMap(external -> external.at("spec", "data").list().stream())
                .map(entry -> entry.at("secretKey").text())
                .forEach(key -> files.put(key, secrets.apply(name, key)));
        manifests
                .ofKind("Certificate")
                .filter(certificate ->
                        certificate.at("spec", "secretName").text().equals(name))
                .flatMap(certificate -> Stream.of("ca.crt", "tls.crt", "tls.key"))
                .forEach(key -> files.put(key, secrets.apply(name, key)));
        return files;
    }

    Path mounted(String path) {
        return mounts.entrySet().stream()
                .filter(mount -> path.startsWith(mount.getKey() + "/"))
                .map(mount ->
                        mount.getValue().resolve(path.substring(mount.getKey().length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private void write(Path folder, Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), here(file.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of the process. */
    Map<String, String> environment() {
        var values = new LinkedHashMap<String, String>();
        Environment.variables(manifests, container).forEach((name, value) -> {
            Node secret = value.at("secretKeyRef");
            String text = secret.exists()
                    ? secrets.apply(secret.at("name").text(), secret.at("key").text())
                    : here(value.text());
            values.put(name, text);
        });
        // As the kubelet does: $(NAME) of a variable that came before.
        values.replaceAll((name, value) -> {
            String expanded = value;
            for (var other : values.entrySet()) {
                expanded = expanded.replace("$(" + other.getKey() + ")", other.getValue());
            }
            return expanded;
        });
        return values;
    }

    private String here(String value) {
        String changed = value;
        for (var mount : mounts.entrySet()) {
            changed = changed.replace(mount.getKey() + "/", mount.getValue() + "/");
        }
        for (var address : addresses.entrySet()) {
            changed = changed.replace(address.getKey(), address.getValue());
        }
        return changed;
    }
}
