package org.projectexporter.tar;

import java.io.IOException;

/** A stream that knows its position in the archive. */
interface PositionAware {
    /**
     * The position of the next byte in the archive, or slightly before it: the exact one is not known while compressed
     * bytes are read ahead.
     */
    long position() throws IOException;
}
