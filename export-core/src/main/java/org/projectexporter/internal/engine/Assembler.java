package org.projectexporter.internal.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.internal.plan.Captures;
import org.projectexporter.internal.plan.SealedPlan;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;

/** Writes plans into one archive: takes what is read ahead, in order, and hands it to the format's writer. */
public final class Assembler {
    private final ArchiveWriter writer;
    private final ArchiveFormat format;
    private final ContentOpener opener;
    private final StorageChoice storage;
    private final EngineSettings settings;
    private final WritingListener listener;
    private final CancellationToken cancellation;

    /** An assembler; it closes nothing of what it is given. */
    public Assembler(
            ArchiveFormat format,
            ArchiveWriter writer,
            Captures captures,
            ExportOptions options,
            EngineSettings settings,
            WritingListener listener,
            CancellationToken cancellation) {
        this.format = format;
        this.writer = writer;
        this.opener = new ContentOpener(captures);
        this.storage = new StorageChoice(options);
        this.settings = settings;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** Writes all entries of a plan and notes them in the ledger. May be called for several plans, one after the other. */
    public void write(SealedPlan plan, Ledger ledger) throws IOException {
        try (ReadAhead ahead = new ReadAhead(plan, format.keepsHardLinks(), opener, settings)) {
            for (Job job = ahead.next(); job != null; job = ahead.next()) {
                cancellation.throwIfCancelled();
                listener.starts(job.entry());
                write(job, ahead, ledger);
                listener.ends(job.entry());
            }
        }
    }

    private void write(Job job, ReadAhead ahead, Ledger ledger) throws IOException {
        if (job instanceof Job.Bare bare) {
            writeBare(bare.entry(), ledger);
        } else if (job instanceof Job.Whole whole) {
            writeWhole(Waiting.get(whole.file()), ahead, ledger);
        } else {
            writeStreamed((Job.Streamed) job, ahead, ledger);
        }
    }

    private void writeBare(PlannedEntry entry, Ledger ledger) throws IOException {
        if (entry.type() != EntryType.HARD_LINK) {
            put(entry, false, 0);
            writer.closeEntry(0);
            ledger.enter(entry);
            return;
        }
        String sha256 = linkedFile(entry, ledger);
        if (sha256 == null) {
            ledger.vanished(entry); // it is no name of a file in the archive: it comes later, as a file of its own
            return;
        }
        put(entry, false, 0);
        writer.closeEntry(0);
        ledger.enter(entry, sha256, null);
    }

    /** The digest of the file whose first name is in the archive; null unless the link is still a name of that file. */
    private static @Nullable String linkedFile(PlannedEntry link, Ledger ledger) throws IOException {
        if (!(link.content() instanceof Content.OfFile file)) {
            return null;
        }
        try {
            return ledger.linkedFile(link.linkTargetOrThrow(), ContentOpener.stat(file.path()));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void writeWhole(Job.WholeFile file, ReadAhead ahead, Ledger ledger) throws IOException {
        PlannedEntry entry = file.entry();
        if (file.sha256() == null) {
            ledger.vanished(entry);
        } else {
            check(entry, file.sha256(), ledger);
            put(entry, storage.compress(entry, file.blocks().get(0)), file.crc32());
            for (ByteBuffer block : file.blocks()) {
                listener.wrote(block.remaining());
                writer.write(block);
            }
            writer.closeEntry(file.crc32());
            ledger.enter(entry, file.sha256(), file.stat());
            reportChange(entry, file.changed(), ledger);
        }
        file.blocks().forEach(ahead::giveBack);
    }

    private void writeStreamed(Job.Streamed job, ReadAhead ahead, Ledger ledger) throws IOException {
        Job.Part first = Waiting.take(job.parts());
        if (first instanceof Job.Start start) {
            writeParts(start.entry(), job, ahead, ledger);
        } else if (first instanceof Job.Broken broken) {
            throw Waiting.asIoException(broken.cause());
        } else {
            ledger.vanished(job.entry());
        }
    }

    private void writeParts(PlannedEntry entry, Job.Streamed job, ReadAhead ahead, Ledger ledger) throws IOException {
        boolean open = false;
        while (true) {
            Job.Part part = Waiting.take(job.parts());
            if (part instanceof Job.Data data) {
                if (!open) {
                    put(entry, storage.compress(entry, data.block()), ArchiveEntry.CRC_UNKNOWN);
                    open = true;
                }
                cancellation.throwIfCancelled();
                listener.wrote(data.block().remaining());
                writer.write(data.block());
                ahead.giveBack(data.block());
            } else if (part instanceof Job.End end) {
                endStreamed(entry, open, end, ledger);
                return;
            } else if (part instanceof Job.Broken broken) {
                throw Waiting.asIoException(broken.cause());
            }
        }
    }

    private void endStreamed(PlannedEntry entry, boolean open, Job.End end, Ledger ledger) throws IOException {
        if (!open) {
            put(entry, false, end.crc32()); // it was truncated to nothing before it was opened
        }
        writer.closeEntry(end.crc32());
        check(entry, end.sha256(), ledger);
        ledger.enter(entry, end.sha256(), end.stat());
        reportChange(entry, end.changed(), ledger);
    }

    private void put(PlannedEntry entry, boolean compress, long crc32) throws IOException {
        boolean file = entry.type() == EntryType.FILE;
        writer.putEntry(new ArchiveEntry(
                entry.path(),
                entry.type(),
                file ? entry.size() : 0,
                entry.mtime(),
                entry.mode(),
                entry.linkTarget(),
                compress,
                crc32));
    }

    private static void reportChange(PlannedEntry entry, @Nullable String changed, Ledger ledger) {
        if (changed != null) {
            ledger.report(Finding.of(Finding.Kind.CHANGED, entry.path(), changed));
        }
    }

    private static void check(PlannedEntry entry, String found, Ledger ledger) throws SourceException {
        ContentCheck check = entry.check();
        if (check == null || check.sha256().equals(found)) {
            return;
        }
        if (check.fatal()) {
            throw new SourceException("the Git LFS object " + check.sha256() + " (" + entry.path()
                    + ") is corrupt: its content hashes to " + found
                    + "; fetch it anew with \"git lfs fetch\", or export with --missing-lfs warn");
        }
        ledger.report(Finding.lfs(
                Finding.Kind.LFS_CORRUPT,
                entry.path(),
                "its content hashes to " + found,
                check.sha256(),
                entry.size()));
    }
}
