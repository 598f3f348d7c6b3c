package org.projectexporter;

import java.util.Objects;

/** An option that is not known, or has a value that it cannot have; it tells which. */
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * Says what is wrong with an option.
     *
     * @param option its name in JSON, as in {@code "compression_level"}
     * @param message one line for people that names it
     */
    public InvalidOptionException(String option, String message) {
        super(message);
        this.option = Objects.requireNonNull(option);
    }

    /** Name of the option in JSON. */
    public String option() {
        return option;
    }
}
