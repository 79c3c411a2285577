package io.isthmus.testbed.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    @Test
    void runsAProgramThatSomebodyStillHoldsOpen(@TempDir Path folder) throws Exception {
        Path program = Files.copy(Path.of("/bin/true"), folder.resolve("program"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var running = new FutureTask<>(() -> RedisServer.run(List.of(program.toString())));
        var runner = new Thread(running, "runner");
        try (var held = FileChannel.open(program, StandardOpenOption.WRITE)) {
            assertThat(held.isOpen()).isTrue();
            runner.start();
            Await.until("another try", () -> runner.getState() == Thread.State.TIMED_WAITING);
        }

        assertThat(running.get().waitFor()).isZero();
    }
}
