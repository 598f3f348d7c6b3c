package org.projectexporter.internal.wire;

/** A file was written by a newer version of this program, in a layout that this version does not know. */
public final class NewerFileException extends KeptFileException {
    private static final long serialVersionUID = 1L;

    NewerFileException(String message) {
        super(Reason.OTHER_VERSION, message, null);
    }
}
