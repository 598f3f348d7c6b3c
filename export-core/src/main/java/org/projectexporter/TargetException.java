package org.projectexporter;

import org.jspecify.annotations.Nullable;

/** The archive cannot be written where it was asked for: it exists, the folder is missing, there is no space. */
public final class TargetException extends ExportException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }

    public TargetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
