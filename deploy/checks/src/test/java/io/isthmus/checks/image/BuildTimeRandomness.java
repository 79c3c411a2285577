package io.isthmus.checks.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Randomness that static initializers of the given classes draw or make a source of, also by way of methods of those
 * classes that they call. What they only name, as in {@code UUID::randomUUID}, is drawn when somebody asks: it counts if
 * the lambda is one of our own, since it may be called at once.
 */
final class BuildTimeRandomness {

    private static final Set<String> SOURCES = Set.of(
            "java/security/SecureRandom",
            "java/util/Random",
            "java/util/SplittableRandom",
            "java/util/random/RandomGenerator",
            "java/util/concurrent/ThreadLocalRandom",
            "java/security/KeyPairGenerator",
            "javax/crypto/KeyGenerator");
    private static final Set<String> DRAWS = Set.of("java/util/UUID.randomUUID", "java/lang/Math.random");

    /** What each method calls, all as {@code owner.name}, ours with the descriptor. */
    private final Map<String, Set<String>> calls = new HashMap<>();

    void read(byte[] code) {
        var reader = new ClassReader(code);
        String owner = reader.getClassName();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        Set<String> called = new HashSet<>();
                        calls.put(owner + "." + name + descriptor, called);
                        return new Calls(called);
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** @return initializer and what it draws from, sorted */
    Set<String> found() {
        var found = new TreeSet<String>();
        calls.keySet().stream()
                .filter(method -> method.endsWith(".<clinit>()V"))
                .forEach(initializer -> reached(initializer)
                        .map(BuildTimeRandomness::withoutDescriptor)
                        .filter(BuildTimeRandomness::isRandom)
                        .forEach(call -> found.add(withoutDescriptor(initializer) + " calls " + call)));
        return found;
    }

    private Stream<String> reached(String initializer) {
        var seen = new HashSet<String>();
        Deque<String> open = new ArrayDeque<>(List.of(initializer));
        while (!open.isEmpty()) {
            String method = open.pop();
            if (seen.add(method)) {
                open.addAll(calls.getOrDefault(method, Set.of()));
            }
        }
        return seen.stream();
    }

    private static String withoutDescriptor(String method) {
        return method.substring(0, method.indexOf('('));
    }

    private static boolean isRandom(String call) {
        return DRAWS.contains(call) || SOURCES.contains(call.substring(0, call.lastIndexOf('.')));
    }

    private static final class Calls extends MethodVisitor {

        private final Set<String> into;

        Calls(Set<String> into) {
            super(Opcodes.ASM9);
            this.into = into;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            into.add(owner + "." + name + descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && handle.getName().startsWith("lambda$")) {
                    into.add(handle.getOwner() + "." + handle.getName() + handle.getDesc());
                }
            }
        }
    }
}
