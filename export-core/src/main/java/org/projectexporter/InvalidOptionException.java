package org.projectexporter;

import java.util.Objects;

/** An option is unknown, or has an invalid value; {@link #option} is its name. */
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Its name in JSON. */
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

    /** {@return the name of the option in JSON} */
    public String option() {
        return option;
    }
}
