package org.projectexporter.internal.exporting.output;

import java.io.IOException;

/** Is told of each step on the disk before it is taken: the seam at which tests let the disk fail. */
@FunctionalInterface
public interface DiskSteps {
    /** Lets all steps pass. */
    DiskSteps ALL_PASS = (kind, position) -> {};

    /** What is about to be done. */
    enum Kind {
        /** Bytes of the archive are written. */
        WRITE,
        /** Bytes of the archive are written over. */
        PATCH,
        /** The archive is made durable. */
        SYNC,
        /** The archive is cut back. */
        CUT,
        /** A finished file gets its name. */
        NAME
    }

    /**
     * Called before a step.
     *
     * @param position in the archive, where the kind has one
     * @throws IOException to let the step fail
     */
    void before(Kind kind, long position) throws IOException;
}
