package org.projectexporter.tar;

import java.io.IOException;

/** A stream that knows where in the archive it stands. */
interface PositionAware {
    /** Where the next byte comes from, or a little before: of what is compressed a few bytes may be read ahead. */
    long position() throws IOException;
}
