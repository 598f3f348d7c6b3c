package org.projectexporter.spi;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * An archive format: the plug-in that turns entries into the bytes of one archive, and back.
 *
 * <p>An implementation must
 *
 * <ul>
 *   <li>have a public no-argument constructor and be named in {@code META-INF/services};
 *   <li>keep no state: all of it belongs to the writer or reader;
 *   <li>write the same bytes for the same calls: no clock, no host, no random numbers;
 *   <li>keep names as the bytes that they are.
 * </ul>
 *
 * <p>The methods may be called from several threads at once.
 */
public interface ArchiveFormat {
    /** The lower-case name, as in {@code "tar.gz"}; unique. It is what options and manifests hold. */
    String name();

    /** File name suffixes that stand for this format, each with its dot, the most usual first. */
    List<String> suffixes();

    /** One line for people: what it is and who opens it. */
    String description();

    /** Whether it keeps {@link EntryType#HARD_LINK}; else each name of a file comes as a file of its own. */
    default boolean keepsHardLinks() {
        return false;
    }

    /** Whether content can come out smaller than it is. */
    default boolean compresses() {
        return true;
    }

    /** Starts an archive at the output's position 0. The caller closes the writer; the writer does not close the output. */
    ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException;

    /**
     * Starts to read an archive that this format has written. The caller closes both reader and channel.
     *
     * @throws IOException if it is not such an archive
     */
    ArchiveReader openReader(SeekableByteChannel archive) throws IOException;
}
