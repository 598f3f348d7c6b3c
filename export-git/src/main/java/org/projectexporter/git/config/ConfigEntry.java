package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * One variable of a Git configuration: git-config(1), "Syntax".
 *
 * @param section in lower case
 * @param subsection as it is; null where there is none
 * @param name as it was written; it stands for the same whatever its case
 * @param value null for a name without a value, which means true
 */
public record ConfigEntry(String section, @Nullable String subsection, String name, @Nullable String value) {
    public String lowerName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** For people: what it is called, without the subsection, which may be a URL that holds a password. */
    public String shownName() {
        return section + (subsection == null ? "." : ".*.") + lowerName();
    }

    public ConfigEntry withValue(String newValue) {
        return new ConfigEntry(section, subsection, name, newValue);
    }

    boolean isTrue() {
        return value == null
                || value.equals("1")
                || value.toLowerCase(Locale.ROOT).matches("true|yes|on");
    }
}
