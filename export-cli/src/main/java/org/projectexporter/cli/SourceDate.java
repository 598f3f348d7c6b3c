package org.projectexporter.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The moment that SOURCE_DATE_EPOCH names (reproducible-builds.org): whole seconds since 1970. */
final class SourceDate {
    private static final String VARIABLE = "SOURCE_DATE_EPOCH";

    private SourceDate() {}

    /**
     * The moment, or empty where the variable is not set.
     *
     * @throws IllegalArgumentException if it holds something else
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
