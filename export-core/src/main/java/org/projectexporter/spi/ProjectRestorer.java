package org.projectexporter.spi;

import java.io.Closeable;
import java.io.IOException;

/**
 * What one kind of source knows of a project that comes back by an import: what of it could do harm, and what has to be put right when
 * all is there. The archive may come from anyone. Used by one thread, in the order of the methods here.
 *
 * <p>An implementation must start no process, and follow no link.
 */
public interface ProjectRestorer extends Closeable {
    /** How an entry is brought in. */
    enum Treatment {
        /** As it is. */
        KEEP,
        /** Not at all. */
        LEAVE_OUT,
        /** A small file: what {@link #rewrite} makes of it. */
        REWRITE
    }

    /** Asked for each entry before anything of it is written. Of several restorers the most careful answer counts. */
    default Treatment treat(ArchiveEntry entry) throws IOException {
        return Treatment.KEEP;
    }

    /**
     * What stands in the place of a file's content.
     *
     * @param content the whole content; its checksum has not been compared yet
     */
    default byte[] rewrite(ArchiveEntry entry, byte[] content) throws IOException {
        return content;
    }

    /** Called when all files are written and proven and all links made, before the project gets its name. */
    default void finish(RestoredTree tree) throws IOException {}

    /** Called in a dry run in place of {@link #finish}, when all was read and proven: reports what that would report. */
    default void finishDry() throws IOException {}

    /** Releases what it holds. May be called twice. */
    @Override
    default void close() throws IOException {}
}
