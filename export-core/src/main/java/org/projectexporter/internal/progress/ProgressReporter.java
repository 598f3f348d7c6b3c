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

/** Counts progress and notifies the listener at most ten times a second. Used by the thread of the export. */
public final class ProgressReporter implements PlanListener, WritingListener, VerifyListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long EVENT_NANOS = 100_000_000L;

    /** The cost of a file in addition to its bytes, so that many small files advance the percentage too. */
    private static final long BYTES_PER_FILE = 4096;

    /** The share of writing in an export that verifies its archive: reading back takes less time. */
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

    /** A reporter of an export; the clock is in nanoseconds, as {@link System#nanoTime}. */
    public static ProgressReporter ofExport(ProgressListener listener, LongSupplier nanoClock) {
        return new ProgressReporter(
                listener,
                nanoClock,
                ProgressEvent.Type.EXPORT_PROGRESS,
                ProgressEvent.Type.EXPORT_COMPLETE,
                ProgressEvent.Type.EXPORT_ERROR);
    }

    /** The same for the verification of an archive on its own. */
    public static ProgressReporter ofVerification(ProgressListener listener, LongSupplier nanoClock) {
        return new ProgressReporter(
                listener,
                nanoClock,
                ProgressEvent.Type.VERIFY_PROGRESS,
                ProgressEvent.Type.VERIFY_COMPLETE,
                ProgressEvent.Type.VERIFY_ERROR);
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
        tick("scanning the project");
    }

    /** The plan is sealed: its totals are final. */
    public void startsWriting(ExportOutline outline) {
        phase = Phase.WRITING;
        filesTotal = outline.files();
        bytesTotal = outline.bytes();
        rate.add(nanoClock.getAsLong(), 0);
        notifyListener(() -> listener.onPlanned(outline));
        emit(running, "writing");
    }

    /**
     * An earlier run has written these numbers of files and bytes of content: they count as done, but not for the rate.
     */
    public void resumesAt(long files, long bytes) {
        filesDone = Math.min(filesTotal, files);
        bytesDone = Math.min(bytesTotal, bytes);
        rate.restart(nanoClock.getAsLong(), bytesDone);
        emit(running, "resuming");
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

    /** The archive will be verified before the export is finished. To be called before writing starts. */
    public void willVerify() {
        writingShare = WRITING_SHARE;
    }

    /** Starts verifying an archive of that many bytes; {@code bytesDone} counts its bytes from here on. */
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

    /** Starts checking an archive of that many bytes for an import; 0 if the size is not yet known. */
    public void startsChecking(long archiveBytes) {
        startsReading(Phase.CHECKING, "checking", archiveBytes);
    }

    /** Starts unpacking an archive of that many bytes; {@code bytesDone} counts its bytes from here on. */
    public void startsUnpacking(long archiveBytes) {
        startsReading(Phase.UNPACKING, "unpacking", archiveBytes);
    }

    /** Starts following what the repositories of the archive need. */
    public void startsProving() {
        reading = "proving";
        emit(running, reading);
    }

    /** A repository of the archive is being followed. */
    public void proves(RawPath repository) {
        current = repository;
        tick(reading);
    }

    /** Work is going on whose amount is not known. */
    public void continues() {
        tick(reading);
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
        notifyListener(() -> listener.onProgress(event));
    }

    /** Whether the current phase processes bytes. */
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

    private void notifyListener(Runnable message) {
        try {
            message.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (!listenerFailed) {
                LOG.warn("the progress listener has failed; from now on it is notified only of the end", e);
            }
            listenerFailed = true;
        }
    }
}
