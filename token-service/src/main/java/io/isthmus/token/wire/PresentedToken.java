package io.isthmus.token.wire;

import org.jspecify.annotations.Nullable;

/** What somebody handed in, before anything about it is believed. None of them prints what it holds. */
public sealed interface PresentedToken {

    /** @return characters in all, for the size limit */
    int size();

    /** @return all of it as one text, to tell whether two are the same */
    String text();

    /**
     * The plugin's encrypted form.
     *
     * @param sig null if none came with it
     */
    record Signed(String data, @Nullable String sig) implements PresentedToken {
        @Override
        public int size() {
            return data.length() + (sig == null ? 0 : sig.length());
        }

        @Override
        public String text() {
            return data + "." + sig;
        }

        @Override
        public String toString() {
            return "Signed[hidden]";
        }
    }

    /** A compact JWE. */
    record Compact(String token) implements PresentedToken {
        @Override
        public int size() {
            return token.length();
        }

        @Override
        public String text() {
            return token;
        }

        @Override
        public String toString() {
            return "Compact[hidden]";
        }
    }

    /** The plugin's first form, with all its parameters in the clear. */
    record Plain(String username, String email, String time, String token) implements PresentedToken {
        @Override
        public int size() {
            return username.length() + email.length() + time.length() + token.length();
        }

        @Override
        public String text() {
            return String.join("\n", username, email, time, token);
        }

        @Override
        public String toString() {
            return "Plain[hidden]";
        }
    }
}
