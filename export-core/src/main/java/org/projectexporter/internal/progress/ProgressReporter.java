package org.projectexporter.internal.progress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

import org.projectexporter.ExportOutline;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressEvent.Phase;
import org.projectexporter.ProgressListener;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** Counts what is done and tells the listener, at most ten times a second. Used by the thread of the export. */
public final class ProgressReporter implements PlanListener, WritingListener, VerifyListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long EVENT_NANOS = 100_000_000L;

    /** What a file costs beside its bytes, so that many small files move the percentage too. */
    private static final long BYTES_PER_FILE = 4096;

    /** Of an export that verifies what it has written: reading back takes less than writing. */
    private static final double WRITING_SHARE = 0.6;

    private final ProgressListener listener;
    private final LongSupplier nanoClock;
    private final ProgressEvent.Type running;
    private final ProgressEvent.Type complete;
    private final ProgressEvent.Type error;
    private Rate rate = new Rate();
    private double writingShare = 1;
    private double shareBefore;
    private boolean listenerFailed;
    private long sequence;
    private long lastEvent;
    private Phase phase = Phase.PLANNING;
    private double progress;
    private long filesDone;
    private long filesTotal;
    private long bytesDone;
    private long bytesTotal;
    private RawPath current = RawPath.ROOT;
    private String reading = "verifying";

    /** A reporter of an export or a verification with a clock in nanoseconds, as {@link System#nanoTime}. */
    public ProgressReporter(ProgressListener listener, LongSupplier nanoClock) {
        this(
                listener,
                nanoClock,
                ProgressEvent.Type.EXPORT_PROGRESS,
                ProgressEvent.Type.EXPORT_COMPLETE,
                ProgressEvent.Type.EXPORT_ERROR);
    }

    private ProgressReporter(
            ProgressListener listener,
            LongSupplier nanoClock,
            ProgressEvent.Type running,
            ProgressEvent.Type complete,
            ProgressEvent.Type error) {
        this.running = running;
        this.complete = complete;
        this.error = error;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.lastEvent = nanoClock.getAsLong() - EVENT_NANOS;
    }

    /** The same for an import. */
    public static ProgressReporter ofImport(ProgressListener listener, LongSupplier nanoClock) {
        return new ProgressReporter(
                listener,
                nanoClock,
                ProgressEvent.Type.IMPORT_PROGRESS,
                ProgressEvent.Type.IMPORT_COMPLETE,
                ProgressEvent.Type.IMPORT_ERROR);
    }

    @Override
    public void planned(PlannedEntry entry) {
        if (isFile(entry) && phase == Phase.PLANNING) {
            filesTotal++;
            bytesTotal += entry.size();
            current = entry.path();
        }
        tick("looking at the project");
    }

    /** The plan is sealed: its totals hold from here on. */
    public void startsWriting(ExportOutline outline) {
        phase = Phase.WRITING;
        filesTotal = outline.files();
        bytesTotal = outline.bytes();
        rate.add(nanoClock.getAsLong(), 0);
        tell(() -> listener.onPlanned(outline));
        emit(running, "writing");
    }

    /** An earlier run has written so many files and bytes of content: they count as done, though not for the rate. */
    public void resumesAt(long files, long bytes) {
        filesDone = Math.min(filesTotal, files);
        bytesDone = Math.min(bytesTotal, bytes);
        rate.restart(nanoClock.getAsLong(), bytesDone);
        emit(running, "going on");
    }

    @Override
    public void starts(PlannedEntry entry) {
        current = entry.path();
        tick("writing");
    }

    @Override
    public void wrote(long bytes) {
        bytesDone = Math.min(bytesTotal, bytesDone + bytes);
        tick("writing");
    }

    @Override
    public void ends(PlannedEntry entry) {
        if (isFile(entry)) {
            filesDone = Math.min(filesTotal, filesDone + 1);
        }
    }

    /** What was written will be verified before the export is done. To be called before it starts to write. */
    public void willVerify() {
        writingShare = WRITING_SHARE;
    }

    /** From here on an archive of that many bytes is verified; {@code bytesDone} counts its bytes. */
    public void startsVerifying(long archiveBytes) {
        shareBefore = phase == Phase.WRITING ? writingShare : 0;
        writingShare = 1;
        phase = Phase.VERIFYING;
        rate = new Rate();
        filesDone = 0;
        bytesDone = 0;
        bytesTotal = archiveBytes;
        current = RawPath.ROOT;
        rate.add(nanoClock.getAsLong(), 0);
        emit(running, "verifying");
    }

    /** From here on an archive of that many bytes is looked at by an import; 0 while that is not known. */
    public void startsChecking(long archiveBytes) {
        startsReading(Phase.CHECKING, "checking", archiveBytes);
    }

    /** From here on an archive of that many bytes is unpacked; {@code bytesDone} counts its bytes. */
    public void startsUnpacking(long archiveBytes) {
        startsReading(Phase.UNPACKING, "unpacking", archiveBytes);
    }

    private void startsReading(Phase next, String message, long archiveBytes) {
        phase = next;
        reading = message;
        bytesTotal = archiveBytes;
        rate.restart(nanoClock.getAsLong(), 0);
        emit(running, reading);
    }

    @Override
    public void verified(long bytes) {
        bytesDone = Math.min(bytesTotal, bytesDone + bytes);
        tick(reading);
    }

    @Override
    public void verifies(RawPath path, boolean file) {
        if (file) {
            filesDone++;
            filesTotal = Math.max(filesTotal, filesDone);
        }
        current = path;
    }

    /** All is done. */
    public void finished(String message) {
        phase = Phase.FINISHED;
        filesDone = filesTotal;
        bytesDone = bytesTotal;
        current = RawPath.ROOT;
        emit(complete, message);
    }

    /** It has ended without a result. */
    public void failed(String message) {
        emit(error, message);
    }

    private static boolean isFile(PlannedEntry entry) {
        return entry.type() == EntryType.FILE || entry.type() == EntryType.HARD_LINK;
    }

    private void tick(String message) {
        if (nanoClock.getAsLong() - lastEvent >= EVENT_NANOS) {
            emit(running, message);
        }
    }

    private void emit(ProgressEvent.Type type, String message) {
        long now = nanoClock.getAsLong();
        lastEvent = now;
        if (moves()) {
            rate.add(now, bytesDone);
        }
        progress = Math.max(progress, fraction());
        sequence++;
        if (listenerFailed && !type.isLast()) {
            return;
        }
        ProgressEvent event = ProgressEvent.builder(type, phase)
                .sequence(sequence)
                .progress(progress)
                .filesDone(filesDone)
                .filesTotal(filesTotal)
                .bytesDone(bytesDone)
                .bytesTotal(bytesTotal)
                .current(current.toString())
                .bytesPerSecond(rate.bytesPerSecond())
                .remainingSeconds(remainingSeconds())
                .message(message)
                .build();
        tell(() -> listener.onProgress(event));
    }

    /** Whether bytes are being done. */
    private boolean moves() {
        return phase != Phase.PLANNING && phase != Phase.FINISHED;
    }

    private double fraction() {
        return switch (phase) {
            case PLANNING -> 0;
            case FINISHED -> 1;
            case WRITING -> Math.min(0.999, writingShare * written());
            case VERIFYING, CHECKING, UNPACKING -> {
                double done = bytesTotal == 0 ? 0 : (double) bytesDone / bytesTotal;
                yield Math.min(0.999, shareBefore + (1 - shareBefore) * done);
            }
        };
    }

    private double written() {
        double total = bytesTotal + (double) filesTotal * BYTES_PER_FILE;
        double done = bytesDone + (double) filesDone * BYTES_PER_FILE;
        return total == 0 ? 0 : done / total;
    }

    private OptionalDouble remainingSeconds() {
        double perSecond = rate.bytesPerSecond();
        boolean known = moves() && perSecond > 0 && rate.isSettled();
        return known ? OptionalDouble.of((bytesTotal - bytesDone) / perSecond) : OptionalDouble.empty();
    }

    private void tell(Runnable message) {
        try {
            message.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (!listenerFailed) {
                LOG.warn("the progress listener has failed; it is told only the end from here on", e);
            }
            listenerFailed = true;
        }
    }
}
