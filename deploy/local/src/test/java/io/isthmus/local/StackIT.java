package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How the stack starts and ends. */
@ExtendWith(SharedStack.class)
@Order(3)
class StackIT {

    @Test
    void sigtermLeavesNoProcessAndTheNextStartKeepsTheData(PlainStack shared) throws Exception {
        StackProcess stack = shared.process();
        var operator = new Operator(stack);
        long before = applied(operator);
        new LmsAdministrator(stack.url(Port.LMS)).change(SamplePeople.ADA_LMS_ID, "country", "SE");
        Await.until("the change is in the journal", () -> applied(operator) > before);
        List<ProcessHandle> processes = stack.descendants();
        assertThat(processes).as("Redis and the services").hasSizeGreaterThanOrEqualTo(4);

        stack.terminate();
        stack.awaitExit();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(shared.ports().values())
                .as("PostgreSQL is no child, but listens")
                .noneMatch(StackIT::isListening);

        shared.startAgain();

        StackProcess again = shared.process();
        assertThat(applied(new Operator(again))).isGreaterThan(before);
        assertThat(new LmsAdministrator(again.url(Port.LMS))
                        .user("id", SamplePeople.ADA_LMS_ID)
                        .path("country")
                        .asText())
                .isEqualTo("SE");
    }

    private static long applied(Operator operator) {
        return operator.journal("101").findValuesAsText("state").stream()
                .filter("applied"::equals)
                .count();
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
