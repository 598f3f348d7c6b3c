package org.projectexporter.internal.exporting.estimate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.engine.ContentClass;
import org.projectexporter.internal.exporting.engine.ContentOpener;
import org.projectexporter.internal.exporting.engine.ContentSamples;
import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * Estimates how long an archive will be, and how long its export will take. All entries are passed three times, in the
 * order of the archive: to {@link #count}, to {@link #choose}, and to {@link #add}. Used by one thread.
 */
public final class ArchiveEstimate implements Closeable {
    private static final int PROBED_BYTES = 1 << 16;

    private final ArchiveFormat format;
    private final TrialArchive.Codec codec;
    private final ContentSamples content;
    private final SampleGroups groups;
    private final CancellationToken cancellation;
    private final ExecutorService threads;
    private final ExpectedArchive archive;

    /**
     * An estimate.
     *
     * @param format of the archive
     * @param deflate the engine that the format compresses with; Java's if it has another compression
     * @param opener opens planned content; closed with this object
     * @param resources threads, and bytes of memory for the format's writer
     */
    public ArchiveEstimate(
            ArchiveFormat format,
            DeflateEngine deflate,
            ExportOptions options,
            ContentOpener opener,
            Resources resources,
            CancellationToken cancellation)
            throws IOException {
        this.format = format;
        this.cancellation = cancellation;
        threads = Executors.newFixedThreadPool(resources.threads, DaemonThreads.numbered("estimate-compress"));
        codec = new TrialArchive.Codec(
                deflate, options.compressionLevel(), threads, resources.threads, resources.workBytes);
        content = new ContentSamples(opener, options, deflate);
        groups = new SampleGroups(content, compresses());
        archive = new ExpectedArchive(format, codec);
    }

    /** What an estimate may use. */
    public record Resources(int threads, long workBytes) {}

    /** Whether the format compresses anything, which only an archive shows. */
    private boolean compresses() throws IOException {
        ArchiveEntry head = ArchiveEntry.builder(RawPath.of("zeros"), EntryType.FILE)
                .size(PROBED_BYTES)
                .compress(true)
                .build();
        try (TrialArchive trial = new TrialArchive(format, codec)) {
            trial.add(head, ByteBuffer.allocate(PROBED_BYTES));
            return trial.finish() < PROBED_BYTES;
        }
    }

    /** Counts an entry in the first pass. */
    public void count(PlannedEntry entry) {
        groups.count(entry);
    }

    /** Begins the second pass. */
    public void startChoosing() {
        groups.startChoosing();
    }

    /** Chooses an entry for a sample, or not, in the second pass. */
    public void choose(PlannedEntry entry) {
        groups.choose(entry);
    }

    /** Reads and compresses the samples, after the second pass. */
    public void measure() throws IOException {
        new Sampling(format, codec, content, cancellation).measure(groups.samples());
    }

    /** Adds an entry to the archive, in the third pass. */
    public void add(PlannedEntry entry) throws IOException {
        archive.add(entry, groups.of(entry));
    }

    /** The class of an entry's content, or of most content of its kind. */
    public ContentClass classOf(PlannedEntry entry) {
        ContentClass known = content.contentClass(entry);
        SampleGroup group = groups.of(entry);
        if (known != null) {
            return known;
        }
        return group == null ? ContentClass.TEXT : group.contentClass();
    }

    /** About how many bytes of the archive an entry's content takes. */
    public double archivedBytes(PlannedEntry entry) {
        SampleGroup group = groups.of(entry);
        return group == null || !group.isSampled() || group.isStored()
                ? entry.size()
                : (double) group.archivedBytes() / group.sampledBytes() * entry.size();
    }

    /** Whether an entry will be compressed, or may be. */
    public boolean mayCompress(PlannedEntry entry) {
        SampleGroup group = groups.of(entry);
        return group != null && !group.isStored();
    }

    /** Adds a file of the archive itself. */
    public void addMetadata(ArchiveEntry head, Path file) throws IOException {
        archive.addMetadata(head, file);
    }

    /** Ends the archive. */
    public Expected finish() throws IOException {
        return Expected.of(archive, groups.all(), codec.parallelism());
    }

    /** Waits until all its threads have ended. */
    @Override
    public void close() throws IOException {
        try (content;
                archive) {
            threads.shutdown();
        } finally {
            Futures.join(threads);
        }
    }
}
