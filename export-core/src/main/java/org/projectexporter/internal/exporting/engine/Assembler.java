package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.exporting.journal.OpenFile;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.internal.progress.WritingListener;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;

/** Writes plans into one archive: takes what was read ahead, in order, and passes it to the format's writer. */
public final class Assembler {
    /** The part with the planned project, the only one in which a seal replaces entries. */
    private static final int PROJECT = 0;

    private final ReadingRules reading;
    private final StorageChoice storage;
    private final ArchiveWriter writer;
    private final Checkpoints checkpoints;
    private final Ledger ledger;
    private final WritingListener listener;
    private final CancellationToken cancellation;
    private ExtentOutput extents = ExtentOutput.NONE;
    private int part;
    private long number;

    /**
     * An assembler; it does not close its arguments.
     *
     * @param ledger records what was written
     */
    public Assembler(
            ReadingRules reading,
            ArchiveWriter writer,
            Checkpoints checkpoints,
            Ledger ledger,
            WritingListener listener,
            CancellationToken cancellation) {
        this.reading = reading;
        this.storage = reading.storage();
        this.writer = writer;
        this.checkpoints = checkpoints;
        this.ledger = ledger;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** From now on, content may be shared instead of written. */
    public void shareInto(ExtentOutput output) {
        extents = output;
    }

    /** Where to begin in a plan: after how many entries, and at which position in the next one. */
    public record Start(long entry, @Nullable Continuation continuation) {
        /** At the first entry. */
        public static final Start FIRST = new Start(0, null);
    }

    /**
     * Writes the entries of a plan, and records them in the ledger. May be called for several plans, one after the
     * other.
     *
     * @param newPart number of the part of the archive, for {@link Checkpoints}
     */
    public void write(int newPart, SealedPlan plan, Start start) throws IOException {
        part = newPart;
        number = start.entry;
        reading.opener().databases().start(ledger.begunDatabases(), cancellation);
        try (ReadAhead ahead = new ReadAhead(plan, reading, start, writer, extents, newPart == PROJECT)) {
            for (Job job = ahead.next(); job != null; job = ahead.next()) {
                cancellation.throwIfCancelled();
                if (job instanceof Job.Encoded encoded) {
                    append(encoded);
                } else {
                    write((Job.Single) job, ahead);
                }
            }
        }
    }

    /** Appends entries about which nothing else is to be done. */
    void append(Job.Encoded encoded) throws IOException {
        checkpoints.entryStarts(writer, part, number, false);
        for (PlannedEntry entry : encoded.entries()) {
            listener.starts(entry);
            isOfDatabase(entry);
            listener.wrote(entry.type() == EntryType.FILE ? entry.size() : 0);
        }
        writer.append(encoded.group());
        ledger.enterAll(encoded.records());
        encoded.entries().forEach(listener::ends);
        number += encoded.entries().size();
    }

    private void write(Job.Single job, ReadAhead ahead) throws IOException {
        if (job instanceof Job.Deferred) {
            number++;
            return;
        }
        listener.starts(job.entry());
        writeSingle(job, ahead);
        listener.ends(job.entry());
        number++;
    }

    private void writeSingle(Job.Single job, ReadAhead ahead) throws IOException {
        if (job instanceof Job.Bare bare) {
            writeBare(bare.entry());
        } else if (job instanceof Job.Absent absent) {
            absent(absent.entry(), absent.unreadable());
        } else if (job instanceof Job.Whole whole) {
            writeWhole(whole.file());
        } else if (job instanceof Job.Shareable shareable) {
            writeSingle(new Sharing(reading.opener(), writer, extents).resolve(shareable, ahead), ahead);
        } else {
            writeStreamed((Job.Streamed) job);
        }
    }

    private void absent(PlannedEntry entry, @Nullable UnreadableEntryException unreadable) throws IOException {
        reading.presence().requireAround(entry);
        if (unreadable == null) {
            ledger.vanished(entry);
        } else {
            ledger.report(Finding.of(Finding.Kind.UNREADABLE, entry.path(), unreadable.finding()));
        }
    }

    private void writeBare(PlannedEntry entry) throws IOException {
        try {
            writeWithoutContent(entry);
        } catch (UnreadableEntryException e) {
            if (!reading.opener().unreadable().areSkipped()) {
                throw e;
            }
            absent(entry, e);
        }
    }

    private void writeWithoutContent(PlannedEntry entry) throws IOException {
        if (entry.type() != EntryType.HARD_LINK) {
            begin(entry, false, 0, false);
            writer.closeEntry(0);
            ledger.enter(entry);
            return;
        }
        FileDigests digests = linkedFile(entry);
        if (digests == null) {
            // It is not a further name of a file in the archive: it follows later, as a separate file.
            absent(entry, null);
            return;
        }
        begin(entry, false, 0, false);
        writer.closeEntry(0);
        ledger.enterLink(entry, digests);
    }

    /** The digests of the file whose first name is in the archive; null if the link no longer names that file. */
    private @Nullable FileDigests linkedFile(PlannedEntry link) throws IOException {
        if (!(link.content() instanceof Content.OfFile file)) {
            return null;
        }
        try {
            return ledger.linkedFile(link.linkTargetOrThrow(), FileStat.read(file.path()));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw UnreadableEntryException.of(link.path(), e);
        }
    }

    private void writeWhole(Job.WholeFile file) throws IOException {
        PlannedEntry entry = file.entry();
        check(entry, file.sha256());
        boolean ofDatabase = isOfDatabase(entry);
        ByteBuffer first = file.blocks().get(0);
        boolean compress = storage.compress(entry, first);
        ContentClass contentClass = storage.classOf(entry, first);
        begin(entry, compress, file.crc32(), false);
        for (ByteBuffer block : file.blocks()) {
            listener.wrote(block.remaining());
            writer.write(block);
        }
        writer.closeEntry(file.crc32());
        ledger.enterFile(entry, FileDigests.of(file), file.stat(), contentClass, compress);
        if (!ofDatabase) {
            reportChange(entry, file.changed());
        }
    }

    private void writeStreamed(Job.Streamed job) throws IOException {
        if (job.from() != null) {
            OpenFile open = job.from().open();
            PlannedEntry entry = open.stat() == null
                    ? job.entry()
                    : job.entry().asFound(open.entry().size(), open.stat());
            ContentClass contentClass = storage.classOf(entry, job.from().first());
            writeParts(new Streaming(entry, open.entry(), open.stat(), contentClass, open.bytesGiven()), job);
            return;
        }
        Job.Part first = Futures.take(job.parts());
        if (first instanceof Job.Start start) {
            isOfDatabase(start.entry());
            boolean large = start.entry().size() > 0;
            ArchiveEntry head = begin(start.entry(), start.compress(), start.crc32(), large);
            writeParts(new Streaming(start.entry(), head, start.stat(), start.contentClass(), 0), job);
        } else if (first instanceof Job.Broken broken) {
            throw Futures.asIoException(broken.cause());
        } else {
            absent(job.entry(), ((Job.Gone) first).unreadable());
        }
    }

    /**
     * A large file that is being written: the entry as found, the entry as put, and how much of it earlier runs wrote.
     */
    private record Streaming(
            PlannedEntry entry, ArchiveEntry head, @Nullable FileStat stat, ContentClass contentClass, long given) {}

    private void writeParts(Streaming file, Job.Streamed job) throws IOException {
        long given = file.given;
        while (true) {
            Job.Part next = Futures.take(job.parts());
            if (next instanceof Job.Data data) {
                cancellation.throwIfCancelled();
                int bytes = data.block().remaining();
                listener.wrote(bytes);
                writer.write(data.block());
                job.pool().recycle(data.block());
                given += bytes;
                checkpoints.within(writer, file.head, file.stat, given, data.sha256());
            } else if (next instanceof Job.End end) {
                endStreamed(file, end);
                return;
            } else if (next instanceof Job.Broken broken) {
                throw Futures.asIoException(broken.cause());
            } else {
                throw new IOException(
                        file.entry.path() + " was removed while the export was being resumed; resume the export again");
            }
        }
    }

    private void endStreamed(Streaming file, Job.End end) throws IOException {
        writer.closeEntry(end.crc32());
        check(file.entry, end.sha256());
        boolean ofDatabase = isOfDatabase(file.entry);
        FileDigests digests = new FileDigests(end.sha256(), end.seal());
        ledger.enterFile(file.entry, digests, end.stat(), file.contentClass, file.head.compress());
        if (!ofDatabase) {
            reportChange(file.entry, end.changed());
        }
    }

    /** Records the state of a database before the first of its files; they are compared when all are written. */
    private boolean isOfDatabase(PlannedEntry entry) throws IOException {
        DatabaseState database = reading.opener().databases().known(entry.path());
        if (database != null) {
            ledger.found(database);
        }
        return database != null;
    }

    /** Puts an entry, and returns it as it was put. */
    private ArchiveEntry begin(PlannedEntry entry, boolean compress, long crc32, boolean large) throws IOException {
        checkpoints.entryStarts(writer, part, number, large);
        ArchiveEntry head = headOf(entry, compress, crc32);
        writer.putEntry(head);
        return head;
    }

    /** The head of an entry in the archive. */
    public static ArchiveEntry headOf(PlannedEntry entry, boolean compress, long crc32) {
        return ArchiveEntry.builder(entry.path(), entry.type())
                .size(entry.type() == EntryType.FILE ? entry.size() : 0)
                .mtime(entry.mtime())
                .mode(entry.mode())
                .linkTarget(entry.linkTarget())
                .compress(compress)
                .crc32(crc32)
                .build();
    }

    private void reportChange(PlannedEntry entry, @Nullable String changed) throws IOException {
        if (changed != null) {
            ledger.report(Finding.of(Finding.Kind.CHANGED, entry.path(), changed));
        }
    }

    private void check(PlannedEntry entry, String found) throws IOException {
        ContentCheck check = entry.check();
        if (check == null || check.sha256().equals(found)) {
            return;
        }
        if (check.fatal()) {
            throw SourceException.withOption(
                    Reason.CONTENT_CORRUPT,
                    "the Git LFS object " + check.sha256() + " (" + entry.path()
                            + ") is corrupt: its content hashes to " + found
                            + "; fetch it again with \"git lfs fetch\", or export without it",
                    "missingLfs WARN",
                    null);
        }
        ledger.report(Finding.ofObject(
                Finding.Kind.OBJECT_CORRUPT,
                entry.path(),
                "its content hashes to " + found,
                check.sha256(),
                entry.size()));
    }
}
