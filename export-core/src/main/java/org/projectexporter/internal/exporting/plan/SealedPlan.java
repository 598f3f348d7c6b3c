package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import org.projectexporter.ExportException;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.PlannedEntryWire;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * The plan as a file: all entries in tree order, with their totals.
 *
 * <p>The file: header; the length of a record (4) and the record, any number of times; a length of 0; the totals:
 * entries, files, bytes (8 each); CRC-32C of everything before it (4). It never changes once it is sealed.
 *
 * @param file its path
 * @param entries number of entries
 * @param files number of regular files among them, counting each name of a hard-linked one
 * @param bytes their total size
 * @param checksum CRC-32C of the file except for the checksum itself
 */
public record SealedPlan(Path file, long entries, long files, long bytes, int checksum) {
    /** Version 3 had a header of its own. */
    private static final FileKind KIND = FileKind.ofExport("PLAN", 4, "the plan");

    /** Is notified of the entries of a plan in order while it is sealed. */
    interface EntryObserver {
        void onEntry(Draft entry) throws IOException;
    }

    /** Writes the plan from sorted drafts. */
    static SealedPlan seal(Path file, Drafts drafts) throws IOException {
        return seal(file, drafts, entry -> {});
    }

    /** Writes the plan from sorted drafts, with an observer. */
    static SealedPlan seal(Path file, Drafts drafts, EntryObserver observer) throws IOException {
        SealedPlan sealed;
        try (WireWriter out = new WireWriter(Files.newOutputStream(file))) {
            KIND.writeHeader(out);
            sealed = writeEntries(file, drafts, observer, out);
            out.writeChecksum();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return sealed;
    }

    /** Writes the records and the totals. */
    private static SealedPlan writeEntries(Path file, Drafts drafts, EntryObserver observer, WireWriter out)
            throws IOException {
        long entries = 0;
        long files = 0;
        long bytes = 0;
        HardLinks hardLinks = new HardLinks();
        RawPath previous = RawPath.ROOT;
        for (Draft draft = drafts.next(); draft != null; draft = drafts.next()) {
            requireNew(previous, draft.path());
            previous = draft.path();
            Draft planned = draft.isLinked() ? Draft.of(hardLinks.link(draft)) : draft;
            out.writeBytes(planned.record());
            observer.onEntry(planned);
            entries++;
            files += isFile(planned.type()) ? 1 : 0;
            bytes += planned.size();
        }
        out.writeInt(0);
        out.writeLong(entries);
        out.writeLong(files);
        out.writeLong(bytes);
        return new SealedPlan(file, entries, files, bytes, out.crc32c());
    }

    /**
     * Opens a plan that an earlier run sealed; it is read completely.
     *
     * @throws ExportException if the file is not the plan that was sealed
     */
    static SealedPlan reopen(Path file, int checksum) throws IOException {
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
        return of(file, List.of(entry));
    }

    /** A plan of some entries, which are sorted. */
    public static SealedPlan of(Path file, List<PlannedEntry> entries) throws IOException {
        Iterator<PlannedEntry> all = entries.iterator();
        return seal(file, () -> all.hasNext() ? Draft.of(all.next()) : null);
    }

    /** Decides which entries a plan has. */
    @FunctionalInterface
    public interface EntryFilter {
        boolean accepts(PlannedEntry entry) throws IOException;
    }

    /** A plan of those entries of this one that {@code filter} accepts; it is asked in order. */
    public SealedPlan filtered(Path newFile, EntryFilter filter) throws IOException {
        try (Reader all = open()) {
            return seal(newFile, () -> {
                PlannedEntry entry = all.next();
                while (entry != null && !filter.accepts(entry)) {
                    entry = all.next();
                }
                return entry == null ? null : Draft.of(entry);
            });
        }
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
        WireReader in = new WireReader(Files.newInputStream(file), Files.size(file), KIND.at(file));
        try {
            KIND.readHeader(in, file);
            return new Reader(file, in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Reads a sealed plan from its first entry to its last. */
    public static final class Reader implements Closeable {
        private final Path file;
        private final WireReader in;
        private @Nullable SealedPlan sealed;

        private Reader(Path file, WireReader in) {
            this.file = file;
            this.in = in;
        }

        /**
         * The next entry, or null after the last; not to be called after that.
         *
         * @throws ExportException if the file is not the plan that was sealed; entries before the damage may have been
         *     returned
         */
        public @Nullable PlannedEntry next() throws IOException {
            int length = in.readInt();
            if (length == 0) {
                readEnd();
                return null;
            }
            long after = in.remaining() - length;
            PlannedEntry entry = in.readChecked(PlannedEntryWire::read);
            if (in.remaining() != after) {
                throw in.corrupt("an entry in a record of " + Integer.toUnsignedLong(length) + " bytes");
            }
            return entry;
        }

        private void readEnd() throws IOException {
            long entries = in.readLong();
            long files = in.readLong();
            long bytes = in.readLong();
            sealed = new SealedPlan(file, entries, files, bytes, in.crc32c());
            in.requireChecksum();
            in.requireEnd();
        }

        /** The plan; available after its last entry was read. */
        private SealedPlan sealed() {
            return Objects.requireNonNull(sealed, "not read to its end");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
