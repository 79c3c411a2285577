package io.isthmus.checks.image;

import io.isthmus.checks.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Our classes that Jackson and Hibernate look at by reflection: bodies of requests and answers, what is given to an
 * ObjectMapper, entities, what says so itself; and whatever their fields are of. Qute needs none: its templates are checked,
 * and their accessors are generated, when the service is built.
 */
final class ReflectedClasses {

    private static final String OURS = "io.isthmus.";
    private static final List<String> HTTP_METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> MAPPERS = Set.of(
            "com/fasterxml/jackson/databind/ObjectMapper",
            "com/fasterxml/jackson/databind/ObjectReader",
            "com/fasterxml/jackson/databind/ObjectWriter");

    private final Indexer indexer = new Indexer();
    private final Set<String> given = new TreeSet<>();

    private ReflectedClasses() {}

    static Set<String> of(String service) {
        var classes = new ReflectedClasses();
        for (Path jar : Repository.list(Repository.application(service).resolve("app"))) {
            classes.read(jar);
        }
        Index index = classes.indexer.complete();
        Set<String> roots = new TreeSet<>();
        classes.given.stream().filter(name -> isData(index, name)).forEach(roots::add);
        roots.addAll(annotated(index, "jakarta.persistence.Entity"));
        roots.addAll(annotated(index, "io.quarkus.runtime.annotations.RegisterForReflection"));
        HTTP_METHODS.stream()
                .flatMap(method -> index.getAnnotations("jakarta.ws.rs." + method).stream())
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.METHOD)
                .forEach(annotation -> signature(annotation.target().asMethod(), roots));
        return reachable(roots, index);
    }

    private void read(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream bytes = file.getInputStream(entry)) {
                        byte[] code = bytes.readAllBytes();
                        indexer.index(new java.io.ByteArrayInputStream(code));
                        new ClassReader(code).accept(new MapperCalls(given), ClassReader.SKIP_DEBUG);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Collection<String> annotated(Index index, String annotation) {
        return index.getAnnotations(annotation).stream()
                .filter(found -> found.target().kind() == AnnotationTarget.Kind.CLASS)
                .map(found -> found.target().asClass().name().toString())
                .toList();
    }

    private static void signature(MethodInfo method, Set<String> into) {
        names(method.returnType()).forEach(into::add);
        method.parameters().stream()
                .filter(parameter -> parameter.annotations().stream()
                        .noneMatch(annotation -> annotation.name().toString().startsWith("jakarta.ws.rs")
                                || annotation.name().toString().startsWith("org.jboss.resteasy")))
                .forEach(parameter -> names(parameter.type()).forEach(into::add));
    }

    /** The type and its arguments, as far as they are ours. */
    private static Stream<String> names(Type type) {
        Stream<String> own =
                type.name().toString().startsWith(OURS) ? Stream.of(type.name().toString()) : Stream.empty();
        return switch (type.kind()) {
            case PARAMETERIZED_TYPE ->
                Stream.concat(
                        own, type.asParameterizedType().arguments().stream().flatMap(ReflectedClasses::names));
            case ARRAY -> names(type.asArrayType().elementType());
            default -> own;
        };
    }

    /** Other class constants of such a method are loggers' names and the like. */
    private static boolean isData(Index index, String name) {
        ClassInfo info = index.getClassByName(DotName.createSimple(name));
        return info != null && (info.isRecord() || info.isEnum());
    }

    private static Set<String> reachable(Set<String> roots, Index index) {
        var found = new TreeSet<String>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String name = open.pop();
            ClassInfo info = index.getClassByName(DotName.createSimple(name));
            if (info == null || info.isInterface() || info.isAnnotation() || !found.add(name)) {
                continue;
            }
            if (info.isRecord() || info.hasDeclaredAnnotation("jakarta.persistence.Entity")) {
                info.fields().stream()
                        .filter(field -> !java.lang.reflect.Modifier.isStatic(field.flags()))
                        .map(FieldInfo::type)
                        .flatMap(ReflectedClasses::names)
                        .forEach(open::push);
            }
        }
        return found;
    }

    /** Class constants in methods that give something to Jackson. */
    private static final class MapperCalls extends ClassVisitor {

        private final Set<String> into;

        MapperCalls(Set<String> into) {
            super(Opcodes.ASM9);
            this.into = into;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            var constants = new TreeSet<String>();
            return new MethodVisitor(Opcodes.ASM9) {
                private boolean asksJackson;

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof org.objectweb.asm.Type type
                            && type.getSort() == org.objectweb.asm.Type.OBJECT) {
                        constants.add(type.getClassName());
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    asksJackson |= MAPPERS.contains(owner);
                }

                @Override
                public void visitEnd() {
                    if (asksJackson) {
                        constants.stream()
                                .filter(constant -> constant.startsWith(OURS))
                                .forEach(into::add);
                    }
                }
            };
        }
    }
}
