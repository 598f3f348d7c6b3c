package org.projectexporter.internal.reading.verify;

import java.io.IOException;

/** The sink has failed or refuses the rest of the archive: reading ends, and no problem is recorded. */
final class SinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SinkException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    /** The exception that the sink threw. */
    IOException failure() {
        return failure;
    }
}
