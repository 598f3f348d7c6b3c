package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.database.DatabaseFiles;
import org.projectexporter.internal.exporting.plan.HeldFiles;
import org.projectexporter.internal.exporting.plan.KeptContent;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.SystemError;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;
import org.projectexporter.spi.files.SealFormat;

/**
 * Opens the content of planned entries. Only regular files are opened, and no link is followed, not even one that has
 * replaced a parent folder. Not thread-safe: each thread uses {@link #another}. Not final, so that a test can change a
 * file between two readings.
 */
public class ContentOpener implements Closeable {
    /**
     * Bytes that are read from the first to the last. What the project's file system fails to read is reported by an
     * {@link UnreadableEntryException}.
     */
    interface Stream extends Closeable {
        /** What the file system reported for the file's name before it was opened; null for captured bytes. */
        @Nullable
        FileStat before();

        /**
         * Whether the file was written to shortly before it was opened. Then a write may still be in progress without
         * changing the file's time again: file systems keep that time with a precision of some milliseconds, and set it
         * when a write begins.
         */
        default boolean isJustWritten() {
            return false;
        }

        /**
         * Reads once, like read(2), into a buffer with space left; returns the count, which may be less than there is,
         * or -1 at the end.
         */
        int readOnce(ByteBuffer into) throws IOException;

        /** Fills {@code into} as far as there are bytes; returns the count, or -1 at the end. */
        default int read(ByteBuffer into) throws IOException {
            int count = 0;
            while (into.hasRemaining()) {
                int n = readOnce(into);
                if (n < 0) {
                    return count == 0 ? -1 : count;
                }
                count += n;
            }
            return count;
        }

        /** What the file system reports for the file's name now; null for captured bytes. */
        @Nullable
        FileStat stat() throws IOException;

        /** Continues reading at this byte. */
        void position(long position) throws IOException;

        /** Opens a file. */
        default FileStat statOrThrow() throws IOException {
            return Objects.requireNonNull(stat(), "no file");
        }
    }

    /**
     * The time that a write of some megabytes takes. A file that looks the same before and after it is no longer being
     * written.
     */
    private static final long MOMENT_MILLIS = 50;

    /**
     * Files that were written to within this time are checked twice. Their times come from a clock that stops between
     * the kernel's ticks, and for longer while a virtual machine is not scheduled; hence the generous value.
     */
    private static final long RECENT_MILLIS = 5 * MOMENT_MILLIS;

    /** What all openers of an export have in common. */
    private record Shared(
            KeptContent kept, UnreadableFiles unreadable, Databases databases, SealFormat.@Nullable Seal seal) {}

    private final Shared shared;
    private final List<Path> roots;
    private final List<ConfinedFolder> folders;

    /**
     * An opener of one export.
     *
     * @param roots the project, and folders outside of it that may be read: below them no link is followed. A file in
     *     none of them was made by the export itself, or is a part of a repository that a source planned because the
     *     caller allowed it
     */
    public ContentOpener(KeptContent kept, List<Path> roots, UnreadableFiles unreadable) {
        this(new Shared(kept, unreadable, new Databases(), null), roots);
    }

    private ContentOpener(Shared shared, List<Path> roots) {
        this.shared = shared;
        this.roots = List.copyOf(roots);
        this.folders = this.roots.stream().map(ConfinedFolder::new).toList();
    }

    /** An opener for another thread. */
    ContentOpener another() {
        return new ContentOpener(shared, roots);
    }

    /** An opener of content that is sealed. */
    public ContentOpener sealedBy(SealFormat.@Nullable Seal newSeal) {
        return new ContentOpener(new Shared(shared.kept, shared.unreadable, shared.databases, newSeal), roots);
    }

    /** Starts to compute what a seal records of a file; null if it records nothing of it. */
    SealFormat.@Nullable Digest sealDigest(RawPath path) {
        return shared.seal == null ? null : shared.seal.digest(path);
    }

    /** Whether an entry is left out of its place, because a seal adds it with new content. */
    boolean isReplacedBySeal(RawPath path) {
        return shared.seal != null && shared.seal.replaces(path);
    }

    /** The content of an entry as a stream, until the export is cancelled. The caller closes it. */
    public InputStream read(PlannedEntry entry, CancellationToken cancellation) throws IOException {
        return Channels.newInputStream(new StreamChannel(open(entry), cancellation));
    }

    /** An opener for another thread that opens {@code stream}, whatever the entry. */
    ContentOpener reading(Stream stream) {
        return new ContentOpener(shared, List.of()) {
            @Override
            Stream open(PlannedEntry entry) throws IOException {
                return ProjectStream.open(entry.path(), () -> stream);
            }
        };
    }

    /** The databases of the export. */
    Databases databases() {
        return shared.databases;
    }

    /** Opens the files of databases, planned or not; reading them ends when the export is cancelled. */
    DatabaseFiles.Opener forDatabases(CancellationToken cancellation) {
        return (path, file) -> new StreamChannel(openByName(new Content.OfFile(file)), cancellation);
    }

    /** What is done about files that cannot be read. */
    UnreadableFiles unreadable() {
        return shared.unreadable;
    }

    /**
     * Opens the content.
     *
     * @throws NoSuchFileException if the file no longer exists, or something else has replaced it
     */
    Stream open(PlannedEntry entry) throws IOException {
        if (entry.contentOrThrow() instanceof Content.Captured captured) {
            return new CaptureStream(shared.kept.captures(), captured);
        }
        return ProjectStream.open(entry.path(), () -> openFile(entry));
    }

    private Stream openFile(PlannedEntry entry) throws IOException {
        shared.unreadable.requireReadable(entry.path());
        Content.OfFile file = (Content.OfFile) entry.contentOrThrow();
        HeldFiles.Held open = shared.kept.held().use(file.path());
        return open == null ? openByName(file) : new OfHeld(open);
    }

    private Stream openByName(Content.OfFile file) throws IOException {
        try {
            return new OfFile(file, folders);
        } catch (IOException e) {
            if (!SystemError.TOO_MANY_FILES.causes(e) || !shared.kept.held().release()) {
                throw e;
            }
            return new OfFile(file, folders);
        }
    }

    /** Whether the file's time is about now; a time in the future means nothing. */
    static boolean isJustWritten(FileStat stat) {
        long age = System.currentTimeMillis() - stat.mtime().toEpochMilli();
        return Math.abs(age) < RECENT_MILLIS;
    }

    /** Waits until a write that has just begun has probably finished. */
    static void awaitRest() throws IOException {
        try {
            Thread.sleep(MOMENT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread of the export was interrupted");
        }
    }

    /** Closes the folders that it keeps open. It may be used again, and then finds what has replaced them. */
    @Override
    public void close() throws IOException {
        for (ConfinedFolder folder : folders) {
            folder.close();
        }
    }

    private static final class OfFile implements Stream {
        private final Content.OfFile content;
        private final FileStat before;
        private final boolean justWritten;
        private final FileChannel channel;

        private OfFile(Content.OfFile content, List<ConfinedFolder> folders) throws IOException {
            this.content = content;
            before = stat();
            justWritten = ContentOpener.isJustWritten(before);
            channel = open(content.path(), folders);
        }

        @Override
        public boolean isJustWritten() {
            return justWritten;
        }

        private FileChannel open(Path file, List<ConfinedFolder> folders) throws IOException {
            for (ConfinedFolder folder : folders) {
                if (folder.contains(file)) {
                    return folder.open(file, before);
                }
            }
            try (ConfinedFolder elsewhere = ConfinedFolder.of(file)) {
                return elsewhere.open(file, before);
            }
        }

        @Override
        public FileStat before() {
            return before;
        }

        @Override
        public int readOnce(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public void position(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public FileStat stat() throws IOException {
            return FileStat.read(content.path());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A file that never changes. */
    private static final class OfHeld implements Stream {
        private final HeldFiles.Held held;
        private long position;

        private OfHeld(HeldFiles.Held held) {
            this.held = held;
        }

        @Override
        public FileStat before() {
            return held.stat();
        }

        @Override
        public int readOnce(ByteBuffer into) throws IOException {
            int count = held.channel().read(into, position);
            position += Math.max(0, count);
            return count;
        }

        @Override
        public void position(long newPosition) {
            position = newPosition;
        }

        @Override
        public FileStat stat() {
            return held.stat();
        }

        @Override
        public void close() throws IOException {
            held.close();
        }
    }
}
