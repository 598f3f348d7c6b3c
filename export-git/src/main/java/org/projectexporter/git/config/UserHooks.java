package org.projectexporter.git.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether Git runs the hooks of a repository, or those of a folder that the user or the system has chosen instead
 * ({@code core.hooksPath}): git-config(1), "FILES" and "ENVIRONMENT". Files that those include are not read.
 */
public final class UserHooks {
    private static final int LARGEST = 1 << 20;

    private UserHooks() {}

    /** Whether a configuration outside the repository sets another folder. */
    public static boolean areElsewhere(Map<String, String> environment) {
        return files(environment).stream().anyMatch(UserHooks::setsFolder);
    }

    private static List<Path> files(Map<String, String> environment) {
        List<Path> files = new ArrayList<>();
        try {
            if (!environment.containsKey("GIT_CONFIG_NOSYSTEM")) {
                files.add(Path.of(environment.getOrDefault("GIT_CONFIG_SYSTEM", "/etc/gitconfig")));
            }
            String chosen = environment.get("GIT_CONFIG_GLOBAL");
            String home = environment.get("HOME");
            String settings = environment.getOrDefault("XDG_CONFIG_HOME", home == null ? "" : home + "/.config");
            if (chosen != null) {
                files.add(Path.of(chosen));
                return files;
            }
            if (!settings.isEmpty()) {
                files.add(Path.of(settings, "git", "config"));
            }
            if (home != null) {
                files.add(Path.of(home, ".gitconfig"));
            }
        } catch (InvalidPathException e) {
            return files; // Git could not find such a file either
        }
        return files;
    }

    private static boolean setsFolder(Path file) {
        try {
            boolean small = Files.isRegularFile(file) && Files.size(file) <= LARGEST;
            return small
                    && ConfigReader.readable(Files.readAllBytes(file)).stream()
                            .anyMatch(entry -> entry.shownName().equals("core.hookspath"));
        } catch (IOException e) {
            return false; // Git would not read it either
        }
    }
}
