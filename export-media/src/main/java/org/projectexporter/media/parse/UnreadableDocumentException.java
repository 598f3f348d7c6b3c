package org.projectexporter.media.parse;

import java.io.IOException;

/** A document is not of its kind, or is beyond a limit. The message continues "what it refers to is unknown:". */
public final class UnreadableDocumentException extends IOException {
    private static final long serialVersionUID = 1;

    /** With the reason. */
    public UnreadableDocumentException(String message) {
        super(message);
    }
}
