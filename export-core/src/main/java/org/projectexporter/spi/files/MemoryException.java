package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ExportException;

/** What must be known at one time does not fit into the memory that Java was started with. With more it would. */
public final class MemoryException extends ExportException {
    private static final long serialVersionUID = 1L;

    private static final String OUTSIDE_HEAP =
            "outside the heap than Java may take; use less (option memoryBytes), or start it with a larger"
                    + " -XX:MaxDirectMemorySize";

    private MemoryException(String message, @Nullable Throwable cause) {
        super(Reason.OUT_OF_MEMORY, message, cause);
    }

    /**
     * {@return an exception that says that the heap is too small}
     *
     * @param what needs the memory, for people; the subject of a sentence, in the plural
     * @param cause null if there is none
     */
    public static MemoryException ofHeap(String what, @Nullable Throwable cause) {
        long mib = Runtime.getRuntime().maxMemory() >> 20;
        return new MemoryException(
                what + " need more memory than Java was started with (a heap of " + mib
                        + " MiB); start it with a larger heap, as in -Xmx4g",
                cause);
    }

    /**
     * {@return an exception that says that the memory for direct buffers is too small}
     *
     * @param what needs the memory, for people; the subject of a sentence, in the plural
     * @param cause null if there is none
     */
    public static MemoryException ofDirectBuffers(String what, @Nullable Throwable cause) {
        return new MemoryException(what + " need more memory " + OUTSIDE_HEAP, cause);
    }
}
