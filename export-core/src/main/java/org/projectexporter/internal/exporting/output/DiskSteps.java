package org.projectexporter.internal.exporting.output;

import java.io.IOException;

/** Is notified of each step on the disk before it is taken, so that tests can make the disk fail. */
@FunctionalInterface
public interface DiskSteps {
    /** Does not interfere with any step. */
    DiskSteps ALL_PASS = (kind, position) -> {};

    /** Kinds of steps. */
    enum Kind {
        /** Bytes of the archive are written. */
        WRITE,
        /** Bytes of the archive are overwritten. */
        PATCH,
        /** Content of the archive is shared with a file. */
        SHARE,
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
     * @param position the position in the archive, if the kind has one
     * @throws IOException to make the step fail
     */
    void before(Kind kind, long position) throws IOException;
}
