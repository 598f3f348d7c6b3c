package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The setting {@code core.sharedRepository}: which permissions Git gives to the files of a repository; git-config(1),
 * and {@code git_config_perm} in Git's {@code setup.c}.
 */
public final class SharedRepository {
    private static final String NAME = "core.sharedrepository";
    private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,4}");
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int OWNER = 0600;
    private static final int OF_GROUP = 0660;
    private static final int OF_EVERYBODY = 0664;

    private SharedRepository() {}

    static boolean is(ConfigEntry entry) {
        return entry.shownName().equals(NAME);
    }

    /** Whether a value may be exported: Git understands it, and it gives others no write access. */
    static boolean isHarmless(@Nullable String value) {
        OptionalInt mode = mode(value);
        return mode.isPresent() && (mode.getAsInt() & OTHERS_WRITE) == 0;
    }

    /** Whether the group may write to a repository with this configuration. */
    public static boolean isIn(List<ConfigEntry> config) {
        boolean shared = false;
        for (ConfigEntry entry : config) {
            shared = is(entry) ? (mode(entry.value()).orElse(0) & GROUP_WRITES) != 0 : shared;
        }
        return shared;
    }

    /** The permissions that a value adds; 0 for those of the umask, empty for a value that Git refuses. */
    private static OptionalInt mode(@Nullable String value) {
        return switch (value == null ? "group" : value.toLowerCase(Locale.ROOT)) {
            case "umask", "0", "false", "no", "off", "" -> OptionalInt.of(0);
            case "group", "1", "true", "yes", "on" -> OptionalInt.of(OF_GROUP);
            case "all", "world", "everybody", "2" -> OptionalInt.of(OF_EVERYBODY);
            default -> octal(String.valueOf(value));
        };
    }

    private static OptionalInt octal(String value) {
        if (!OCTAL.matcher(value).matches()) {
            return OptionalInt.empty();
        }
        int mode = Integer.parseInt(value, 8);
        return (mode & OWNER) == OWNER ? OptionalInt.of(mode) : OptionalInt.empty();
    }
}
