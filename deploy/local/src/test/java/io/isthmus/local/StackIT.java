package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackIT {

    @Test
    void sigtermLeavesNoProcessAndTheNextStartKeepsTheData(@TempDir Path folder) throws Exception {
        var ports = StackProcess.freePorts();
        List<ProcessHandle> processes;
        try (var stack = StackProcess.up(ports, folder)) {
            new LmsAdministrator(stack.url(Port.LMS)).change(SamplePeople.ADA_LMS_ID, "country", "FR");
            var operator = new Operator(stack);
            Await.untilAsserted(
                    "the change is in the journal",
                    () -> assertThat(operator.journal("101").findValuesAsText("state"))
                            .contains("applied"));
            processes = stack.descendants();
            assertThat(processes).as("Redis and the services").hasSizeGreaterThanOrEqualTo(4);

            stack.terminate();
            stack.awaitExit();
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(ports.values()).as("PostgreSQL is no child, but listens").noneMatch(StackIT::isListening);

        try (var stack = StackProcess.up(ports, folder)) {
            assertThat(new Operator(stack).journal("101").findValuesAsText("state"))
                    .contains("applied");
            assertThat(new LmsAdministrator(stack.url(Port.LMS))
                            .user("id", SamplePeople.ADA_LMS_ID)
                            .path("country")
                            .asText())
                    .isEqualTo("FR");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndNothingIsStarted(@TempDir Path folder) throws Exception {
        var ports = StackProcess.freePorts();
        try (var holder = new ServerSocket(ports.get(Port.TOKEN), 1, InetAddress.getLoopbackAddress());
                var stack = StackProcess.start(ports, folder)) {
            assertThat(stack.awaitExit()).isEqualTo(1);

            assertThat(stack.output())
                    .contains("Port " + holder.getLocalPort() + " (token-service) is taken")
                    .contains("STACK_TOKEN_PORT")
                    .doesNotContain("ready");
            if (Path.of("/proc/net/tcp").toFile().exists()) {
                assertThat(stack.output())
                        .contains("pid " + ProcessHandle.current().pid());
            }
        }
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
