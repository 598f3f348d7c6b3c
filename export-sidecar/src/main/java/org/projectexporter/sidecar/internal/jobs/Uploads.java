package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.spi.files.Disk;

/**
 * Incoming archives, and volumes of archives; thread-safe. They survive the process: what was durable can be continued.
 */
public final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Path folder;
    private final Quota quota;
    private final Duration kept;
    private final Clock clock;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final UploadShares shares;

    /** Held while space is reserved, so that two requests cannot reserve the same. */
    private final Object places = new Object();

    private Uploads(Path folder, Quota quota, StorageLimits limits, Clock clock) {
        this.folder = folder;
        this.quota = quota;
        this.kept = limits.uploads();
        this.shares = new UploadShares(uploads.values(), limits);
        this.clock = clock;
    }

    /** Loads the uploads of an earlier process. */
    static Uploads open(Path folder, Quota quota, StorageLimits limits, Clock clock) throws IOException {
        Uploads all = new Uploads(folder, quota, limits, clock);
        for (Path child : DataFolder.children(folder)) {
            Path file = child.resolve(UploadFile.NAME);
            try {
                if (Files.exists(file)) {
                    all.restore(child, UploadFile.decode(Files.readAllBytes(file)));
                }
            } catch (IOException e) {
                LOG.warn("uploads/{} cannot be read: {}", child.getFileName(), e.getMessage());
            }
        }
        return all;
    }

    private void restore(Path child, UploadFile state) throws IOException {
        uploads.put(state.id(), Upload.restore(child, state, kept, clock));
        if (state.length() > state.offset()) {
            quota.restore(child, state.length());
        }
    }

    /**
     * Creates an upload; durable when this returns.
     *
     * @param owner to whom it belongs
     * @param length its total bytes; negative if they are unknown
     * @param metadata kept for the client
     * @throws JobException QUOTA, TOO_MANY_UPLOADS, UPLOAD_QUOTA
     */
    public UploadView create(UploadOwner owner, long length, String metadata) throws JobException, IOException {
        String id = UUID.randomUUID().toString();
        Path place = folder.resolve(id);
        requireSpace(length);
        synchronized (places) {
            shares.requirePlace(owner);
            shares.requireBytes(owner, null, Math.max(length, 0));
            quota.reserve(place, Math.max(length, 0));
            try {
                Instant now = JobTransitions.now(clock);
                UploadFile state = new UploadFile(id, owner.name(), length, 0, metadata, now, now);
                Upload upload = Upload.create(place, state, kept, clock);
                DataFolder.sync(folder);
                uploads.put(id, upload);
                return upload.view();
            } catch (IOException e) {
                quota.release(place);
                DataFolder.remove(place);
                throw e;
            }
        }
    }

    /** The bytes that an upload of this owner may have at most. */
    public long mostBytes(UploadOwner owner) {
        return Math.min(quota.mostBytes(), shares.mostBytes(owner));
    }

    private void reserve(UploadOwner owner, Upload upload, long bytes) throws JobException, IOException {
        synchronized (places) {
            shares.requireBytes(owner, upload, bytes);
            quota.reserve(upload.folder(), bytes);
            upload.reserved(bytes);
        }
    }

    private void requireSpace(long bytes) throws JobException, IOException {
        long free = Disk.usableBytes(folder);
        if (bytes > free) {
            throw new JobException(
                    Reason.QUOTA, "the disk has " + free + " bytes left, but " + bytes + " are needed for the archive");
        }
    }

    /** An upload; empty if there is none. */
    public Optional<UploadView> find(String id) {
        return Optional.ofNullable(uploads.get(id)).map(Upload::view);
    }

    boolean areComplete(List<String> ids) {
        return ids.stream().allMatch(id -> find(id).map(UploadView::isComplete).orElse(false));
    }

    /** All uploads, in no order. */
    public List<UploadView> all() {
        return uploads.values().stream().map(Upload::view).toList();
    }

    /**
     * The upload after its writer, if there is one, was stopped: its offset is where to continue.
     *
     * @throws JobException UNKNOWN_UPLOAD; LOCKED if the writer does not stop
     */
    public UploadView settled(String id) throws JobException, IOException {
        Upload upload = require(id);
        upload.settle();
        return upload.view();
    }

    /**
     * Appends data; returns when it is durable.
     *
     * @param offset where it begins, which must be the upload's offset
     * @param stop stops the request from another thread, if the client sends again; must not block
     * @throws JobException UNKNOWN_UPLOAD, LOCKED; WRONG_STATE if an import uses it; OFFSET; see {@link UploadData}
     */
    public UploadView append(String id, long offset, UploadData data, Runnable stop) throws JobException, IOException {
        Upload upload = require(id);
        upload.beginWriting(stop);
        try {
            UploadView view = upload.view();
            if (view.inUse()) {
                throw inUse(id);
            }
            if (view.offset() != offset) {
                throw new JobException(
                        Reason.OFFSET, "the upload is at " + view.offset() + ", not at " + offset + "; continue there");
            }
            data.appendTo(upload, bytes -> quota.reserve(upload.folder(), bytes), bytes -> {});
            return upload.view();
        } finally {
            upload.endWriting();
            settleQuota(upload);
        }
    }

    /** Receives all data of a new upload; removes it if that fails. */
    UploadView receive(UploadOwner owner, String id, UploadData data, LongConsumer progress)
            throws JobException, IOException {
        Upload upload = require(id);
        upload.beginWriting(() -> {});
        boolean received = false;
        try {
            data.appendTo(upload, bytes -> reserve(owner, upload, bytes), progress);
            received = true;
            return upload.view();
        } finally {
            upload.endWriting();
            settleQuota(upload);
            if (!received) {
                remove(id);
            }
        }
    }

    private void settleQuota(Upload upload) {
        if (upload.view().isComplete()) {
            quota.release(upload.folder());
        }
    }

    /**
     * Removes an upload, complete or not.
     *
     * @throws JobException UNKNOWN_UPLOAD; WRONG_STATE if an import uses it
     */
    public void delete(String id) throws JobException, IOException {
        Upload upload = require(id);
        if (!upload.retire(true)) {
            throw upload.view().inUse() ? inUse(id) : unknown(id);
        }
        forget(id, upload);
    }

    /** Removes an upload unless it is used or written to. */
    boolean remove(String id) throws IOException {
        Upload upload = uploads.get(id);
        try {
            if (upload == null || !upload.retire(false)) {
                return false;
            }
        } catch (JobException e) {
            return false;
        }
        forget(id, upload);
        return true;
    }

    /** The same, unless more has arrived since it was found to be abandoned. */
    boolean removeAbandoned(String id, Duration age) throws IOException {
        boolean abandoned =
                find(id).filter(view -> isAbandoned(view, clock.instant(), age)).isPresent();
        return abandoned && remove(id);
    }

    private boolean isAbandoned(UploadView upload, Instant now, Duration age) {
        return !upload.inUse() && !upload.expiresAt().minus(kept).plus(age).isAfter(now);
    }

    /** Those to which nothing has arrived for that time. */
    List<Removal> removable(Instant now, Duration age) {
        return all().stream()
                .filter(upload -> isAbandoned(upload, now, age))
                .map(upload -> new Removal(
                        Removal.Kind.UPLOAD,
                        upload.id(),
                        Optional.empty(),
                        upload.offset(),
                        Removal.Reason.ABANDONED,
                        false))
                .toList();
    }

    private void forget(String id, Upload upload) throws IOException {
        uploads.remove(id);
        Files.deleteIfExists(upload.folder().resolve(UploadFile.NAME)); // the rest is then a leftover
        DataFolder.remove(upload.folder());
        quota.release(upload.folder());
    }

    /**
     * Prevents the removal of complete uploads.
     *
     * @return their data, and what releases them
     * @throws JobException UNKNOWN_UPLOAD; WRONG_STATE if one is not complete
     */
    UploadsHold hold(List<String> ids) throws JobException {
        UploadsHold hold = new UploadsHold();
        try {
            for (String id : ids) {
                hold.add(require(id));
            }
            return hold;
        } catch (JobException e) {
            hold.close();
            throw e;
        }
    }

    private Upload require(String id) throws JobException {
        Upload upload = uploads.get(id);
        if (upload == null) {
            throw unknown(id);
        }
        return upload;
    }

    static JobException unknown(String id) {
        return new JobException(Reason.UNKNOWN_UPLOAD, "there is no upload " + id + "; it may have expired");
    }

    private static JobException inUse(String id) {
        return new JobException(Reason.WRONG_STATE, "an import uses the upload " + id + "; cancel it first");
    }
}
