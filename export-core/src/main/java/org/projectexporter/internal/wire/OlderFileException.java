package org.projectexporter.internal.wire;

/** A file was written by an older version of this program, in a layout that this version does not read. */
public final class OlderFileException extends KeptFileException {
    private static final long serialVersionUID = 1L;

    OlderFileException(String message) {
        super(Reason.OTHER_VERSION, message, null);
    }
}
