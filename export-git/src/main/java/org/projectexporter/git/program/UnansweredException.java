package org.projectexporter.git.program;

import java.io.IOException;

/** Git could not be asked; the message says why, for people, in one phrase. What it was asked stays unknown. */
public final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String message) {
        super(message);
    }

    UnansweredException(String message, Throwable cause) {
        super(message, cause);
    }
}
