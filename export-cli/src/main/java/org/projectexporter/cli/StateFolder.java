package org.projectexporter.cli;

import java.nio.file.Path;
import java.util.Map;

/** The folder where a user's programs keep their state (XDG Base Directory Specification: {@code $XDG_STATE_HOME}). */
final class StateFolder {
    private static final String NAME = "project-export";

    private StateFolder() {}

    /** The folder of this program in it. */
    static Path of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.startsWith("/")) { // the specification requires relative paths to be ignored
            return Path.of(state, NAME);
        }
        String home = environment.getOrDefault("HOME", "");
        if (home.isEmpty()) {
            throw new IllegalArgumentException("neither XDG_STATE_HOME nor HOME is set; use --data DIR");
        }
        return Path.of(home, ".local", "state", NAME);
    }
}
