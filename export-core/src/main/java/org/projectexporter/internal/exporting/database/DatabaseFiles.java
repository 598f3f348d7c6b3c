package org.projectexporter.internal.exporting.database;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.internal.exporting.database.DatabaseState.Member;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * The files of one database, which are read until two readings agree. All files were read once before any was read
 * again; so if none differs, there was a moment between the two readings at which they were all as read. Sizes and
 * times would not show this: SQLite keeps the size of a log that it writes over, and a file's time has a precision of
 * some milliseconds.
 *
 * <p>No lock is taken, nothing is written, and no file of it is opened other than for reading.
 */
public final class DatabaseFiles {
    /** Opens a file without following links. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens a file, which the caller closes.
         *
         * @param path its path in the archive, for messages
         * @throws NoSuchFileException if there is no regular file of this name
         */
        ReadableByteChannel open(RawPath path, Path file) throws IOException;
    }

    private static final int FEWEST_READINGS = 3;

    /** Programs write in bursts: within this time there is probably a pause between two of them. */
    private static final long MOST_NANOS = 5_000_000_000L;

    private static final long PAUSE_MILLIS = 25;
    private static final int BUFFER_BYTES = 1 << 17;

    private final RawPath database;
    private final Path file;
    private final Opener opener;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** What one reading has found: sums, and also digests if it read exactly. */
    private record Found(List<Member> sums, List<Member> files, boolean sound, boolean open) {}

    /** What is in one file: nothing if it is empty; the first and last eight bytes of a journal. */
    private record Content(@Nullable String sum, @Nullable String sha256, long first, long last) {
        private static final Content NONE = new Content(null, null, 0, 0);

        /** Whether it is a journal in use; that of a finished transaction may remain with zeros at its start. */
        private boolean isJournalInUse() {
            return first == DatabaseFormat.JOURNAL_MAGIC;
        }

        /**
         * Whether it is the journal of a transaction of several databases, which names another file by its absolute
         * path: a copy could not be recovered (sqlite.org/atomiccommit.html, 5).
         */
        private boolean isOfSeveralDatabases() {
            return isJournalInUse() && last == DatabaseFormat.JOURNAL_MAGIC;
        }
    }

    /**
     * The files of a database.
     *
     * @param database its path in the archive
     * @param file its file
     */
    public DatabaseFiles(RawPath database, Path file, Opener opener) {
        this.database = database;
        this.file = file;
        this.opener = opener;
    }

    /**
     * The files that a file belongs to; null if it is none of a database.
     *
     * @param path its path in the archive
     * @param first its first bytes
     */
    public static @Nullable DatabaseFiles around(RawPath path, Path file, ByteBuffer first, Opener opener)
            throws IOException {
        if (DatabaseFormat.isDatabase(first)) {
            return new DatabaseFiles(path, file, opener);
        }
        RawPath database = DatabaseNames.databaseOf(path);
        if (database == null) {
            return null;
        }
        DatabaseFiles files = new DatabaseFiles(database, DatabaseNames.sibling(file, database), opener);
        boolean known = DatabaseFormat.isLog(first) && files.exists(database);
        return known || files.isDatabase() ? files : null;
    }

    /** The paths in the archive of all files that a database may have. */
    public static List<RawPath> all(RawPath database) {
        List<RawPath> paths = new ArrayList<>(List.of(database));
        DatabaseNames.BESIDE.forEach(suffix -> paths.add(database.append(suffix)));
        return paths;
    }

    /** The database's path in the archive. */
    public RawPath database() {
        return database;
    }

    /** Whether the database's file exists and begins like one; an encrypted one does not. */
    public boolean isDatabase() throws IOException {
        return DatabaseFormat.isDatabase(firstOf(database));
    }

    /** Whether a log is next to the database's file. */
    public boolean hasLog() throws IOException {
        return beginsLikeLog(DatabaseNames.WAL) || beginsLikeLog(DatabaseNames.JOURNAL);
    }

    private boolean beginsLikeLog(String suffix) throws IOException {
        return DatabaseFormat.isLog(firstOf(database.append(suffix)));
    }

    /** The first bytes of a file; none if there is no such file, or it cannot be read. */
    private ByteBuffer firstOf(RawPath path) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(DatabaseFormat.IDENTIFIED_BYTES);
        try (ReadableByteChannel in = opener.open(path, DatabaseNames.sibling(file, path))) {
            while (first.hasRemaining() && in.read(first) >= 0) {}
        } catch (ExportCancelledException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return ByteBuffer.allocate(0);
        }
        return first.flip();
    }

    /** Reads until two readings agree and a third one, which computes SHA-256, agrees with them. */
    public DatabaseState settle() throws IOException {
        long end = System.nanoTime() + MOST_NANOS;
        while (true) {
            Found rest = rest(end);
            if (!rest.sound) {
                return new DatabaseState(database, rest.sums, false, rest.open);
            }
            Found exact = read(true);
            boolean settled = exact.sums.equals(rest.sums);
            if (settled || System.nanoTime() > end) {
                return new DatabaseState(database, exact.files, settled, exact.open);
            }
        }
    }

    /** Reads until two readings agree; the state has {@link QuickSum}s instead of digests. */
    public DatabaseState settleQuickly() throws IOException {
        Found rest = rest(System.nanoTime() + MOST_NANOS);
        return new DatabaseState(database, rest.sums, rest.sound, rest.open);
    }

    /** Two readings that agree; not sound if there were none until that time. */
    private Found rest(long end) throws IOException {
        Found last = read(false);
        for (int i = 1; i < FEWEST_READINGS || System.nanoTime() < end; i++) {
            Found next = read(false);
            if (next.sound && next.sums.equals(last.sums)) {
                return next;
            }
            last = next;
            pause();
        }
        return new Found(last.sums, last.files, false, last.open);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread of the export was interrupted");
        }
    }

    private Found read(boolean exactly) throws IOException {
        buffer = buffer.capacity() == 0 ? ByteBuffer.allocate(BUFFER_BYTES) : buffer;
        List<Member> sums = new ArrayList<>();
        List<Member> files = new ArrayList<>();
        boolean sound = true;
        boolean open = exists(database.append(DatabaseNames.SHM));
        for (String suffix : DatabaseNames.WITH_CONTENT) {
            RawPath path = suffix.isEmpty() ? database : database.append(suffix);
            Content content = contentOf(path, exactly);
            sound &= content != null && !content.isOfSeveralDatabases();
            Content known = content == null ? Content.NONE : content;
            open |= known.isJournalInUse() || (suffix.equals(DatabaseNames.WAL) && known.sum != null);
            sums.add(new Member(path, known.sum));
            files.add(new Member(path, known.sha256));
        }
        return new Found(sums, files, sound, open);
    }

    private boolean exists(RawPath path) {
        try {
            return FileStat.read(DatabaseNames.sibling(file, path)).kind() == FileStat.Kind.FILE;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is in a file; null if it cannot be read. */
    private @Nullable Content contentOf(RawPath path, boolean exactly) throws IOException {
        try (ReadableByteChannel in = opener.open(path, DatabaseNames.sibling(file, path))) {
            return read(in, exactly);
        } catch (NoSuchFileException e) {
            return Content.NONE;
        } catch (ExportCancelledException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return null; // whoever needs it in the archive reports why
        }
    }

    private Content read(ReadableByteChannel in, boolean exactly) throws IOException {
        MessageDigest sha256 = Sha256.newDigest();
        QuickSum sum = new QuickSum();
        boolean empty = true;
        long first = 0;
        long last = 0;
        while (true) {
            buffer.clear();
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {}
            buffer.flip();
            if (!buffer.hasRemaining()) {
                return empty
                        ? Content.NONE
                        : new Content(sum.text(), HexFormat.of().formatHex(sha256.digest()), first, last);
            }
            first = empty && buffer.remaining() >= Long.BYTES ? buffer.getLong(0) : first;
            for (int i = Math.max(0, buffer.limit() - Long.BYTES); i < buffer.limit(); i++) {
                last = last << Byte.SIZE | (buffer.get(i) & 0xff);
            }
            empty = false;
            sum.update(buffer.duplicate());
            if (exactly) {
                sha256.update(buffer);
            }
        }
    }
}
