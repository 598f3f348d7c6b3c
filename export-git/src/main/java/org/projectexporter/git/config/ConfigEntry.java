package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * One variable of a Git configuration: git-config(1), "Syntax".
 *
 * @param section in lower case
 * @param subsection unchanged; null if there is none
 * @param name as it was written; case is not significant
 * @param value null for a name without a value, which means true
 */
public record ConfigEntry(String section, @Nullable String subsection, String name, @Nullable String value) {
    /** The name in lower case. */
    public String lowerName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name for messages, without the subsection, which may be a URL that contains a password. */
    public String shownName() {
        return section + (subsection == null ? "." : ".*.") + lowerName();
    }

    /** The same entry with another value. */
    public ConfigEntry withValue(String newValue) {
        return new ConfigEntry(section, subsection, name, newValue);
    }

    boolean isTrue() {
        return value == null
                || value.equals("1")
                || value.toLowerCase(Locale.ROOT).matches("true|yes|on");
    }
}
