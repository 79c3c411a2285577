package io.isthmus.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps the terminal for the person: what the parts inside this process log goes to {@code stack.log}. */
final class Logs {

    private Logs() {}

    static void toFolder(Path folder) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        try {
            Files.createDirectories(folder);
            var file = new FileHandler(folder.resolve("stack.log").toString(), false);
            file.setFormatter(new SimpleFormatter());
            root.addHandler(file);
            root.setLevel(Level.WARNING);
        } catch (IOException e) {
            throw new StackException("The folder " + folder + " cannot be written: " + e.getMessage());
        }
    }
}
