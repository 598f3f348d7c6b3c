package org.projectexporter.tar;

import org.projectexporter.ExportException;

/** The bytes are not a tar as this program writes it. */
final class TarException extends ExportException {
    private static final long serialVersionUID = 1L;

    TarException(String message) {
        super("tar: " + message);
    }
}
