package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.spi.files.Disk;

/**
 * Appends the body of a request to an upload. What has arrived when the body ends early is kept, unless it has a
 * checksum, which then cannot be verified. To be run once, by the upload's only writer.
 */
final class Appending {
    private static final int BUFFER_BYTES = 256 * 1024;

    /** So much at most is sent again after a crash. */
    private static final long STEP_BYTES = 32L << 20;

    private static final long FULL_BYTES = 1L << 20;

    private final Upload upload;
    private final Reserving space;
    private final LongConsumer progress;
    private @Nullable MessageDigest digest;
    private byte[] expected = {};
    private long offset;
    private long durable;
    private long length;

    /** Reserves space for an upload. */
    interface Reserving {
        /**
         * Replaces the earlier reservation.
         *
         * @param bytes of the whole upload
         */
        void reserve(long bytes) throws JobException, IOException;
    }

    /**
     * Continues where the upload is.
     *
     * @param space reserves space for an upload of unknown length
     * @param progress is given the number of bytes of the upload that have arrived, for each block
     */
    Appending(Upload upload, Reserving space, LongConsumer progress) {
        this.upload = upload;
        this.space = space;
        this.progress = progress;
        UploadView view = upload.view();
        offset = view.offset();
        durable = offset;
        length = view.length();
    }

    /** The data must have this digest. */
    Appending verifying(MessageDigest algorithm, byte[] wanted) {
        digest = algorithm;
        expected = wanted.clone();
        return this;
    }

    /**
     * Reads the body to its end.
     *
     * @throws JobException TOO_LARGE, CHECKSUM, QUOTA, UPLOAD_QUOTA
     */
    void run(InputStream body) throws JobException, IOException {
        try (FileChannel file = FileChannel.open(upload.data(), StandardOpenOption.WRITE)) {
            file.truncate(offset); // what a crash has left after the durable part
            file.position(offset);
            boolean whole = false;
            try {
                copy(body, file);
                whole = true;
            } finally {
                end(file, whole);
            }
        }
    }

    private void copy(InputStream body, FileChannel file) throws JobException, IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long reserved = length;
        int read;
        while ((read = body.read(buffer)) >= 0) {
            if (length < 0 && offset + read > reserved) {
                reserved = offset + read + STEP_BYTES;
                space.reserve(reserved);
            } else if (length >= 0 && offset + read > length) {
                throw new JobException(
                        Reason.TOO_LARGE, "there is more data than the " + length + " bytes of the upload");
            }
            write(file, ByteBuffer.wrap(buffer, 0, read));
            offset += read;
            if (digest != null) {
                digest.update(buffer, 0, read);
            } else if (offset - durable >= STEP_BYTES && length >= 0) {
                keep(file);
            }
            progress.accept(offset);
        }
    }

    private void write(FileChannel file, ByteBuffer bytes) throws JobException, IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            long free = Disk.usableBytes(upload.folder());
            if (free < FULL_BYTES) {
                throw new JobException(
                        Reason.QUOTA, "the disk is full: it has " + free + " bytes left; delete something, then go on");
            }
            throw e;
        }
    }

    /** Of an upload of unknown length only the whole is of use, and what cannot be verified is not kept. */
    private void end(FileChannel file, boolean whole) throws JobException, IOException {
        if (digest != null && !(whole && MessageDigest.isEqual(digest.digest(), expected))) {
            file.truncate(durable);
            if (whole) {
                throw new JobException(Reason.CHECKSUM, "the data differs from its checksum; send it again");
            }
        } else if (whole && length < 0) {
            length = offset;
            keep(file);
        } else if (length >= 0) {
            keep(file);
        }
    }

    /** The data before the record of it. */
    private void keep(FileChannel file) throws IOException {
        file.force(false);
        upload.reached(offset, length);
        durable = offset;
    }
}
