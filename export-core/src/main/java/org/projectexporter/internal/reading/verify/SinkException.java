package org.projectexporter.internal.reading.verify;

import java.io.IOException;

/** What takes the entries has failed, or will have no more of the archive: nothing is noted, all ends. */
final class SinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SinkException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    /** What the sink has thrown. */
    IOException failure() {
        return failure;
    }
}
