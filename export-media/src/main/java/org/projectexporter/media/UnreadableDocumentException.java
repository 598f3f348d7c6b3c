package org.projectexporter.media;

import java.io.IOException;

/** A document is not of its kind, or is beyond a limit. The message continues "what it refers to is unknown:". */
final class UnreadableDocumentException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableDocumentException(String message) {
        super(message);
    }
}
