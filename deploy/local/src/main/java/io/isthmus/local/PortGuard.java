package io.isthmus.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out before anything is started that a port is taken, and by whom where the system tells. */
final class PortGuard {

    private static final String LISTENING = "0A";

    private PortGuard() {}

    /** @throws StackException naming every port that is taken, its holder and how to change it */
    static void check(Settings settings) {
        String taken = Arrays.stream(Port.values())
                .filter(settings::starts)
                .filter(port -> !isFree(settings.port(port)))
                .map(port -> describe(port, settings.port(port)))
                .collect(Collectors.joining(System.lineSeparator()));
        if (!taken.isEmpty()) {
            throw new StackException(taken);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String describe(Port port, int number) {
        String holder = holder(number).map(name -> " by " + name).orElse("");
        return "Port " + number + " (" + port.label() + ") is taken" + holder + ". Stop that, or set " + port.variable()
                + " to a free port.";
    }

    /** Linux only: the socket's inode in /proc/net, then the process that has it open. */
    private static Optional<String> holder(int port) {
        Set<String> inodes = Stream.of("tcp", "tcp6")
                .flatMap(table -> inodes(table, port))
                .map(inode -> "socket:[" + inode + "]")
                .collect(Collectors.toSet());
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), inodes))
                .findFirst()
                .map(process -> process.info().command().orElse("a process") + " (pid " + process.pid() + ")");
    }

    private static Stream<String> inodes(String table, int port) {
        String suffix = String.format(":%04X", port);
        try {
            return Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .map(line -> List.of(line.trim().split("\\s+")))
                    .filter(columns -> columns.size() > 9)
                    .filter(columns ->
                            columns.get(1).endsWith(suffix) && columns.get(3).equals(LISTENING))
                    .map(columns -> columns.get(9));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path file : open) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
