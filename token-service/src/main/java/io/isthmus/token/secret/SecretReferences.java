package io.isthmus.token.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds secrets that configuration names by file or environment variable. */
public final class SecretReferences {

    private final Path folder;
    private final Environment environment;

    /** Environment variables by name. */
    @FunctionalInterface
    public interface Environment {
        @Nullable
        String get(String name);
    }

    /** @param folder what relative file names start from */
    public SecretReferences(Path folder, Environment environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * The whole file but for one line end at its end.
     *
     * @throws IllegalArgumentException in words for an operator, if the file cannot be read
     */
    public String fromFile(String name) {
        try {
            String text = Files.readString(folder.resolve(name));
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new IllegalArgumentException("file '" + name + "' cannot be read", e);
        }
    }

    /** @throws IllegalArgumentException in words for an operator, if the variable is not set */
    public String fromEnvironment(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("environment variable '" + name + "' is not set");
        }
        return value;
    }
}
