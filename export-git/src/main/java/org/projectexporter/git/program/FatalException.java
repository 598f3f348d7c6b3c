package org.projectexporter.git.program;

import java.io.IOException;

/** Git was asked, and has found that the repository is not whole; the message is what it said. */
public final class FatalException extends IOException {
    private static final long serialVersionUID = 1L;

    FatalException(String message) {
        super(message);
    }
}
