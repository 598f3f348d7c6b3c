package org.projectexporter.sidecar.internal.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which queued export runs first; among equal ones, the one that was queued first. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW;

    /** The name in JSON, for example {@code high}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The priority of that name; empty if there is none. */
    public static Optional<Priority> ofName(String name) {
        return Arrays.stream(values())
                .filter(priority -> priority.jsonName().equals(name))
                .findFirst();
    }
}
