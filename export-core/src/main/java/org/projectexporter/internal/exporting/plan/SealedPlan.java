package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

import org.projectexporter.ExportException;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * The plan as a file: all entries in tree order, with their totals.
 *
 * <p>The file: magic, version; the length of a record and the record, any number of times; a length of 0, the totals,
 * and the CRC-32 of everything before it. It never changes once it is sealed.
 *
 * @param file its path
 * @param entries number of entries
 * @param files number of regular files among them, counting each name of a hard-linked one
 * @param bytes their total size
 * @param checksum CRC-32 of the file except for the checksum itself
 */
public record SealedPlan(Path file, long entries, long files, long bytes, long checksum) {
    private static final long MAGIC = 0x5045584C414E0003L; // "PEXPLAN" and its version
    private static final int BUFFER_BYTES = 1 << 16;

    /** Is notified of the entries of a plan in order while it is sealed. */
    interface EntryObserver {
        void onEntry(RawPath path, EntryType type, long size);
    }

    /** Writes the plan from sorted drafts. */
    static SealedPlan seal(Path file, Drafts drafts) throws IOException {
        return seal(file, drafts, (path, type, size) -> {});
    }

    /** Writes the plan from sorted drafts, with an observer. */
    static SealedPlan seal(Path file, Drafts drafts, EntryObserver observer) throws IOException {
        CRC32 crc = new CRC32();
        long entries = 0;
        long files = 0;
        long bytes = 0;
        SealedPlan sealed;
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new CheckedOutputStream(Files.newOutputStream(file), crc), BUFFER_BYTES))) {
            out.writeLong(MAGIC);
            HardLinks hardLinks = new HardLinks();
            RawPath previous = RawPath.ROOT;
            for (Draft draft = drafts.next(); draft != null; draft = drafts.next()) {
                requireNew(previous, draft.path());
                previous = draft.path();
                byte[] record = draft.isLinked() ? EntryCodec.encode(hardLinks.link(draft)) : draft.record();
                Records.write(record, out);
                EntryType type = EntryCodec.type(record);
                long size = EntryCodec.size(record);
                observer.onEntry(draft.path(), type, size);
                entries++;
                files += isFile(type) ? 1 : 0;
                bytes += size;
            }
            out.writeInt(0);
            out.writeLong(entries);
            out.writeLong(files);
            out.writeLong(bytes);
            out.flush();
            long checksum = crc.getValue();
            out.writeLong(checksum);
            out.flush();
            sealed = new SealedPlan(file, entries, files, bytes, checksum);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return sealed;
    }

    /**
     * Opens a plan that an earlier run sealed; it is read completely.
     *
     * @throws ExportException if the file is not the plan that was sealed
     */
    static SealedPlan reopen(Path file, long checksum) throws IOException {
        SealedPlan unknown = new SealedPlan(file, 0, 0, 0, 0);
        try (Reader reader = unknown.open()) {
            while (reader.next() != null) {}
            if (reader.sealed().checksum != checksum) {
                throw Damage.of(file);
            }
            return reader.sealed();
        } catch (NoSuchFileException e) {
            throw Damage.of(file);
        }
    }

    /** A plan of one entry. */
    public static SealedPlan of(Path file, PlannedEntry entry) throws IOException {
        Iterator<Draft> one = List.of(Draft.of(entry)).iterator();
        return seal(file, () -> one.hasNext() ? one.next() : null);
    }

    private static boolean isFile(EntryType type) {
        return type == EntryType.FILE || type == EntryType.HARD_LINK;
    }

    private static void requireNew(RawPath previous, RawPath path) {
        if (path.equals(previous)) {
            throw new IllegalStateException("two sources planned " + path);
        }
    }

    /** The entry of this number, from 0; reads all entries before it. */
    public PlannedEntry entry(long number) throws IOException {
        try (Reader reader = open()) {
            for (long i = 0; i < number; i++) {
                reader.next();
            }
            return Objects.requireNonNull(reader.next(), "no such entry");
        }
    }

    /** Starts reading the entries. The caller closes the reader. */
    public Reader open() throws IOException {
        Reader reader = new Reader(file);
        try {
            reader.readMagic();
            return reader;
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    /** Reads a sealed plan from its first entry to its last. */
    public static final class Reader implements Closeable {
        private final Path file;
        private final CRC32 crc = new CRC32();
        private final DataInputStream in;
        private @Nullable SealedPlan sealed;

        private Reader(Path file) throws IOException {
            this.file = file;
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        }

        private void readMagic() throws IOException {
            try {
                if (ByteBuffer.wrap(checked(Long.BYTES)).getLong() != MAGIC) {
                    throw damaged(null);
                }
            } catch (EOFException e) {
                throw damaged(e);
            }
        }

        /** The next bytes, which are added to the checksum. */
        private byte[] checked(int length) throws IOException {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            crc.update(bytes);
            return bytes;
        }

        /**
         * The next entry, or null after the last; not to be called after that.
         *
         * @throws ExportException if the file is not the plan that was sealed; entries before the damage may have been
         *     returned
         */
        public @Nullable PlannedEntry next() throws IOException {
            try {
                int length = ByteBuffer.wrap(checked(Integer.BYTES)).getInt();
                if (length > 0 && length <= Records.LONGEST) {
                    return EntryCodec.decode(checked(length));
                }
                requireEnd(length);
                return null;
            } catch (EOFException | RuntimeException e) {
                throw damaged(e); // an invalid entry may cause any exception
            }
        }

        private void requireEnd(int length) throws IOException {
            ByteBuffer totals = ByteBuffer.wrap(checked(3 * Long.BYTES));
            long expected = crc.getValue();
            if (in.readLong() != expected || length != 0) {
                throw damaged(null);
            }
            sealed = new SealedPlan(file, totals.getLong(), totals.getLong(), totals.getLong(), expected);
        }

        /** The plan; available after its last entry was read. */
        private SealedPlan sealed() {
            return Objects.requireNonNull(sealed, "not read to its end");
        }

        private ExportException damaged(@Nullable Exception cause) {
            return new ExportException(
                    "the plan " + file + " is damaged: the export cannot be resumed; discard it and start over", cause);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
