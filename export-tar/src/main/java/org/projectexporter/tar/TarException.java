package org.projectexporter.tar;

import org.projectexporter.ExportException;

/** Thrown for bytes that are not a tar as this program writes it, and for a tar that cannot be written. */
final class TarException extends ExportException {
    private static final long serialVersionUID = 1L;

    TarException(String message) {
        super("tar: " + message);
    }
}
