package io.isthmus.checks.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.checks.Repository;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/** The jars of a packaged service, looked into. */
final class ServiceCode implements AutoCloseable {

    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final String CONFIG_PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";
    private static final String JWT_NAMES = "org.eclipse.microprofile.jwt.config.Names";

    private final List<Path> jars;
    private final Index index;
    private final URLClassLoader loader;

    private ServiceCode(List<Path> jars, Index index) throws MalformedURLException {
        this.jars = jars;
        this.index = index;
        var urls = new ArrayList<URL>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        loader = new URLClassLoader(urls.toArray(URL[]::new), ServiceCode.class.getClassLoader());
    }

    static ServiceCode of(Path application) {
        try {
            var indexer = new Indexer();
            for (Path jar : Repository.list(application.resolve("app"))) {
                index(indexer, jar);
            }
            List<Path> jars = Stream.of("app", "lib/boot", "lib/main")
                    .flatMap(folder -> Repository.list(application.resolve(folder)).stream())
                    .filter(DeclaredSettings::isJar)
                    .toList();
            return new ServiceCode(jars, indexer.complete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void index(Indexer indexer, Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) file.stream()::iterator) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream bytes = file.getInputStream(entry)) {
                        indexer.index(bytes);
                    }
                }
            }
        }
    }

    /** @return property names of the extensions; true if they count when the service runs, false if when it is built */
    Map<String, Boolean> quarkusSettings() {
        var settings = new LinkedHashMap<String, Boolean>();
        try {
            for (Path jar : jars) {
                try (var file = new JarFile(jar.toFile())) {
                    var entry = file.getEntry(MODEL);
                    if (entry != null) {
                        collect(new ObjectMapper().readTree(file.getInputStream(entry)), settings);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static void collect(JsonNode node, Map<String, Boolean> settings) {
        if (node.path("path").has("environmentVariable")) {
            boolean atRuntime = node.path("phase").asText().equals("RUN_TIME");
            put(node.path("path"), atRuntime, settings);
            node.path("additionalPaths").forEach(path -> put(path, atRuntime, settings));
        }
        node.forEach(child -> collect(child, settings));
    }

    private static void put(JsonNode path, boolean atRuntime, Map<String, Boolean> settings) {
        String property = path.path("property").asText().replaceAll("\"[^\"]+\"", "\"*\"");
        settings.merge(property, atRuntime, Boolean::logicalOr);
    }

    /** What the service's own classes declare. */
    List<Setting> ownSettings() {
        var settings = new ArrayList<Setting>();
        for (AnnotationInstance mapping : index.getAnnotations(ConfigMapping.class)) {
            String prefix = mapping.value("prefix").asString();
            Class<?> type = load(mapping.target().asClass().name().toString());
            ConfigMappingInterface.getProperties(ConfigMappingInterface.getConfigurationInterface(type))
                    .getOrDefault(type, Map.of())
                    .values()
                    .forEach(properties -> properties.forEach(
                            (name, property) -> settings.add(setting(prefix + "." + name, property))));
        }
        for (AnnotationInstance property : index.getAnnotations(CONFIG_PROPERTY)) {
            AnnotationValue fallback = property.value("defaultValue");
            settings.add(new Setting(
                    property.value("name").asString(),
                    fallback == null && property.target().kind() == AnnotationTarget.Kind.METHOD_PARAMETER,
                    fallback == null ? null : fallback.asString()));
        }
        return settings;
    }

    private static Setting setting(String name, ConfigMappingInterface.Property property) {
        boolean many = name.contains("*") || name.contains("[");
        boolean optional = property.isOptional() || property.getMethod().getReturnType() == Optional.class;
        boolean given = property.hasDefaultValue();
        return new Setting(
                name.replaceAll("\\[[^]]*]", "*"),
                !many && !optional && !given && property.isLeaf(),
                !optional && given ? property.getDefaultValue() : null);
    }

    private Class<?> load(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** MicroProfile JWT's settings; none in a service that checks no tokens. */
    List<String> jwtSettings() {
        var names = new ArrayList<String>();
        try {
            for (Field constant : loader.loadClass(JWT_NAMES).getFields()) {
                names.add(String.valueOf(constant.get(null)));
            }
        } catch (ClassNotFoundException e) {
            return List.of();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
