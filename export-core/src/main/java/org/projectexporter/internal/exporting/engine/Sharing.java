package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;

import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/**
 * Shares the content of files with the archive, one by one, where that is possible; then everything about the content
 * is determined by reading it in the archive, where it no longer changes. What cannot be shared is read as usual.
 */
final class Sharing {
    private final ContentOpener opener;
    private final ArchiveWriter writer;
    private final ExtentOutput extents;

    Sharing(ContentOpener opener, ArchiveWriter writer, ExtentOutput extents) {
        this.opener = opener;
        this.writer = writer;
        this.extents = extents;
    }

    /**
     * The attributes of an entry's file, if it may be shared: it is stored, large enough, at rest, and belongs to no
     * database; else null. Called before its turn has come.
     */
    static @Nullable FileStat stat(
            PlannedEntry entry,
            ArchiveFormat format,
            StorageChoice storage,
            ContentOpener opener,
            ExtentOutput extents) {
        if (extents == ExtentOutput.NONE
                || entry.type() != EntryType.FILE
                || entry.size() < format.alignsFrom()
                || !(entry.content() instanceof Content.OfFile)) {
            return null;
        }
        try (ContentOpener own = opener.another();
                ContentOpener.Stream in = own.open(entry)) {
            FileStat stat = in.before();
            if (stat == null || in.isJustWritten() || stat.size() < format.alignsFrom() || !extents.mayShare(stat)) {
                return null;
            }
            PlannedEntry found = entry.asFound(stat.size(), stat);
            ByteBuffer first = ByteBuffer.allocate(StorageChoice.PROBED_BYTES);
            in.read(first);
            first.flip();
            boolean stored = !format.compresses() || !storage.compress(found, first);
            return stored && own.databases().of(found, first, own) == null ? stat : null;
        } catch (IOException e) {
            return null; // reading it as usual will report it
        }
    }

    /** Shares a file whose turn has come, and begins to read it in the archive; or has it read as usual. */
    Job.Single resolve(Job.Shareable job, ReadAhead ahead) throws IOException {
        SeekableByteChannel shared = share(job);
        if (shared == null) {
            return ahead.read(job);
        }
        Job.Streamed streamed = ahead.read(job, new SharedStream(shared, job.stat()));
        Job.Part first = Futures.take(streamed.parts());
        if (first instanceof Job.Start) {
            streamed.parts().addFirst(first);
            return streamed;
        }
        extents.undo();
        return ahead.read(job);
    }

    private @Nullable SeekableByteChannel share(Job.Shareable job) throws IOException {
        try (ContentOpener own = opener.another();
                ContentOpener.Stream in = own.open(job.entry())) {
            FileStat stat = in.before();
            if (stat == null || !stat.sameAs(job.stat()) || in.isJustWritten() || !extents.mayShare(stat)) {
                return null;
            }
            return share(job.entry(), stat, in);
        } catch (NoSuchFileException | UnreadableEntryException e) {
            return null;
        }
    }

    private @Nullable SeekableByteChannel share(PlannedEntry entry, FileStat stat, ContentOpener.Stream in)
            throws IOException {
        ArchiveEntry head = Assembler.headOf(entry.asFound(stat.size(), stat), false, ArchiveEntry.CRC_UNKNOWN);
        long position = writer.contentStart(head);
        if (position < 0) {
            return null;
        }
        Content.OfFile file = (Content.OfFile) entry.contentOrThrow();
        SeekableByteChannel shared = extents.share(file.path(), stat, position);
        if (shared != null && !isStill(stat, in)) {
            shared.close();
            extents.undo();
            return null;
        }
        return shared;
    }

    private static boolean isStill(FileStat stat, ContentOpener.Stream in) {
        try {
            return stat.sameAs(in.statOrThrow());
        } catch (IOException e) {
            return false;
        }
    }

    /** What was shared, which never changes, with the attributes of the file. */
    private record SharedStream(SeekableByteChannel content, FileStat stat) implements ContentOpener.Stream {
        @Override
        public FileStat before() {
            return stat;
        }

        @Override
        public int readOnce(ByteBuffer into) throws IOException {
            return content.read(into);
        }

        @Override
        public void position(long position) throws IOException {
            content.position(position);
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
