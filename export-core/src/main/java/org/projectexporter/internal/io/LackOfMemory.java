package org.projectexporter.internal.io;

import org.projectexporter.spi.files.MemoryException;

/** Explains why Java had too little memory. */
public final class LackOfMemory {
    private LackOfMemory() {}

    /**
     * The exception that says what to do.
     *
     * @param what needs the memory, for people; the subject of a sentence, in the plural
     */
    public static MemoryException explained(String what, OutOfMemoryError error) {
        return SystemError.isOfDirectBuffers(error)
                ? MemoryException.ofDirectBuffers(what, error)
                : MemoryException.ofHeap(what, error);
    }
}
