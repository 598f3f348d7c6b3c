package org.projectexporter.git.program;

import java.io.IOException;

/** Git could not be run or did not finish; the message gives the reason in one phrase. The result is unknown. */
public final class GitUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    GitUnavailableException(String message) {
        super(message);
    }

    GitUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
