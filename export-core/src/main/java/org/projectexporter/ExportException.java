package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * An export ended for a reason that this library can explain. The message is one line for people: it names the thing, what
 * was found, and what to do next.
 */
public class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
