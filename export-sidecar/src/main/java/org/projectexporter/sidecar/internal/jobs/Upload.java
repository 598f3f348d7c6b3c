package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * One upload: {@code data}, of which a part is durable, and {@code upload.json}, which says how much. One request at a
 * time writes to it; thread-safe.
 */
final class Upload {
    static final String DATA = "data";

    /** How long an earlier request may take to stop. */
    private static final long LONGEST_STOP_MILLIS = 5_000;

    private final Path folder;
    private final Clock clock;
    private final Duration kept;
    private UploadFile state;
    private @Nullable Runnable stopWriter;
    private long reservedBytes;
    private int users;
    private boolean removed;

    private Upload(Path folder, UploadFile state, Duration kept, Clock clock) {
        this.folder = folder;
        this.state = state;
        this.kept = kept;
        this.clock = clock;
    }

    /** A new one, durable when this returns. */
    static Upload create(Path folder, UploadFile state, Duration kept, Clock clock) throws IOException {
        DataFolder.makeFolders(folder);
        Upload upload = new Upload(folder, state, kept, clock);
        FileChannel.open(upload.data(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        StateFile.replace(folder, UploadFile.NAME, state.encode());
        return upload;
    }

    /** One of an earlier process. */
    static Upload restore(Path folder, UploadFile state, Duration kept, Clock clock) {
        return new Upload(folder, state, kept, clock);
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve(DATA);
    }

    synchronized UploadView view() {
        return new UploadView(
                state.id(),
                state.owner(),
                state.length(),
                state.offset(),
                state.metadata(),
                state.createdAt(),
                state.writtenAt().plus(kept),
                users > 0);
    }

    /** Records that space is reserved for so many bytes, although its length is not known. */
    synchronized void reserved(long bytes) {
        reservedBytes = bytes;
    }

    /** Its bytes that have arrived, or that space is reserved for. */
    synchronized long bytes() {
        return Math.max(state.length() < 0 ? reservedBytes : state.length(), state.offset());
    }

    /** Records that so many bytes of its data are durable. They must be. */
    synchronized void reached(long offset, long length) throws IOException {
        UploadFile next = state.at(offset, length, JobTransitions.now(clock));
        StateFile.replace(folder, UploadFile.NAME, next.encode());
        state = next;
    }

    /**
     * Makes the calling thread its only writer. A client that sends again no longer uses its earlier request, so that
     * one is stopped.
     *
     * @param stop stops this writer, called by another thread; must not block
     * @throws JobException LOCKED if the earlier one does not stop; UNKNOWN_UPLOAD if it was removed
     */
    synchronized void beginWriting(Runnable stop) throws JobException, IOException {
        long end = System.nanoTime() + Duration.ofMillis(LONGEST_STOP_MILLIS).toNanos();
        try {
            while (stopWriter != null) {
                stopWriter.run();
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    throw new JobException(
                            Reason.LOCKED, "another request writes to this upload and has not stopped; try again");
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another request was stopping");
        }
        requireThere();
        stopWriter = stop;
    }

    synchronized void endWriting() {
        stopWriter = null;
        notifyAll();
    }

    /** Stops its writer, if there is one, and waits for it, so that what has arrived is durable and counted. */
    void settle() throws JobException, IOException {
        beginWriting(() -> {});
        endWriting();
    }

    /**
     * Prevents its removal, and that more is written to it.
     *
     * @throws JobException WRONG_STATE if it is not complete
     */
    synchronized void use() throws JobException {
        requireThere();
        if (stopWriter != null || state.offset() != state.length()) {
            throw new JobException(
                    Reason.WRONG_STATE,
                    "the upload " + state.id() + " is not complete: " + state.offset() + " of " + state.length()
                            + " bytes have arrived");
        }
        users++;
    }

    synchronized void release() {
        users--;
    }

    /**
     * Whether it may be removed now; it is then inaccessible.
     *
     * @param atOnce whether a writer is stopped for it; otherwise it is kept while there is one
     */
    synchronized boolean retire(boolean atOnce) throws JobException, IOException {
        if (users > 0 || removed || (!atOnce && stopWriter != null)) {
            return false;
        }
        if (stopWriter != null) {
            beginWriting(() -> {});
            stopWriter = null;
            notifyAll();
        }
        removed = true;
        return true;
    }

    private void requireThere() throws JobException {
        if (removed) {
            throw Uploads.unknown(state.id());
        }
    }
}
