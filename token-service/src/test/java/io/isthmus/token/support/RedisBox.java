package io.isthmus.token.support;

import io.isthmus.testbed.infra.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A Redis that can be stopped, paused and started again at the same address. */
public final class RedisBox implements AutoCloseable {

    private RedisServer server = RedisServer.start();

    public String url() {
        return server.url();
    }

    /** SIGTERM. */
    public void stop() {
        server.close();
    }

    /** With nothing of what was there before. */
    public void startEmpty() {
        server = RedisServer.start(server.port(), null);
    }

    /** SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
