package org.projectexporter.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The time given by SOURCE_DATE_EPOCH (reproducible-builds.org): whole seconds since 1970. */
final class SourceDate {
    private static final String VARIABLE = "SOURCE_DATE_EPOCH";

    private SourceDate() {}

    /**
     * The time, or empty if the variable is not set.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static Optional<Instant> of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(VARIABLE + " must be whole seconds since 1970, not \"" + text + "\"", e);
        }
    }
}
