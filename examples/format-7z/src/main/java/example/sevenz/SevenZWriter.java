package example.sevenz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZMethodConfiguration;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.tukaani.xz.LZMA2Options;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.files.OutputChannel;

/** Writes each file as a stream of its own, so that one can be read without those before it. */
final class SevenZWriter implements ArchiveWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    /** LZMA2 takes about twelve times as much memory. */
    private static final int LARGEST_DICTIONARY = 4 << 20;

    /** Up to here the fast presets of LZMA, from 0 to 3: the others take four times as long. */
    private static final int DEFAULT_LEVEL = 6;

    private static final long NO_ENTRY = -1;
    private static final long FINISHED = -2;

    private final int level;
    private final OutputChannel channel;
    private final SevenZOutputFile archive;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long remaining = NO_ENTRY;

    SevenZWriter(ArchiveOutput output, int level) throws IOException {
        this.level = level;
        channel = new OutputChannel(output);
        archive = new SevenZOutputFile(channel);
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        require(remaining == NO_ENTRY, "the entry before is not closed, or the archive is finished");
        SevenZArchiveEntry head = new SevenZArchiveEntry();
        head.setName(Names.decode(entry.path()));
        head.setDirectory(entry.type() == EntryType.DIRECTORY);
        head.setLastModifiedTime(FileTime.from(entry.mtime()));
        head.setHasWindowsAttributes(true);
        head.setWindowsAttributes(Attributes.of(entry.type(), entry.mode()));
        head.setContentMethods(method(entry));
        archive.putArchiveEntry(head);
        if (entry.type() == EntryType.SYMBOLIC_LINK) {
            archive.write(entry.linkTargetOrThrow().bytes());
        }
        remaining = entry.size();
    }

    private SevenZMethodConfiguration method(ArchiveEntry entry) throws IOException {
        if (!entry.compress() || level == 0) {
            return new SevenZMethodConfiguration(SevenZMethod.COPY);
        }
        LZMA2Options options = new LZMA2Options(level <= DEFAULT_LEVEL ? level / 2 : level);
        long enough = Math.max(LZMA2Options.DICT_SIZE_MIN, Long.highestOneBit(2 * entry.size()));
        options.setDictSize((int) Math.min(enough, LARGEST_DICTIONARY));
        return new SevenZMethodConfiguration(SevenZMethod.LZMA2, options);
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        require(remaining >= data.remaining(), "more content than the entry has");
        remaining -= data.remaining();
        while (data.hasRemaining()) {
            int n = Math.min(data.remaining(), buffer.length);
            data.get(buffer, 0, n);
            archive.write(buffer, 0, n);
        }
    }

    @Override
    public void closeEntry(long crc32) throws IOException {
        require(remaining == 0, "there is no entry, or its content is not complete");
        archive.closeArchiveEntry(); // with the CRC-32 of what was written
        remaining = NO_ENTRY;
    }

    @Override
    public void finish() throws IOException {
        require(remaining == NO_ENTRY, "the last entry is not closed, or the archive is finished");
        archive.finish();
        remaining = FINISHED;
    }

    /** Closing the library's object would finish the archive. */
    @Override
    public void close() {
        channel.close();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
