package io.isthmus.token.support;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Listens to all that is logged for a while. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final StringBuffer text = new StringBuffer();

    private LogCapture() {}

    public static LogCapture start() {
        var capture = new LogCapture();
        Logger.getLogger("").addHandler(capture);
        return capture;
    }

    public String text() {
        return text.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        String message = entry instanceof ExtLogRecord extended ? extended.getFormattedMessage() : entry.getMessage();
        text.append(message).append('\n');
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
