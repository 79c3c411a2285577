package io.isthmus.token.support;

import io.isthmus.testbed.infra.RedisServer;

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
        RedisProcess.pause(server);
    }

    /** SIGCONT. */
    public void resume() {
        RedisProcess.resume(server);
    }

    @Override
    public void close() {
        server.close();
    }
}
