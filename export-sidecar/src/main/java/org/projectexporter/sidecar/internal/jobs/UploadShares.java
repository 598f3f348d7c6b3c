package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * How much of the data folder one token may take with its uploads, so that none can reserve all of it. What is being
 * created must be added before the next request is checked.
 */
final class UploadShares {
    private final Collection<Upload> uploads;
    private final int mostUploads;
    private final long mostBytes;

    /**
     * Shares.
     *
     * @param uploads all that there are, as they change
     */
    UploadShares(Collection<Upload> uploads, StorageLimits limits) {
        this.uploads = uploads;
        this.mostUploads = limits.uploadsPerToken();
        this.mostBytes = limits.uploadBytesPerToken();
    }

    /** The bytes that one upload of this owner may have at most, if it has no other. */
    long mostBytes(UploadOwner owner) {
        return owner.limited() ? mostBytes : Long.MAX_VALUE;
    }

    /**
     * Requires that the owner may have one more.
     *
     * @throws JobException TOO_MANY_UPLOADS
     */
    void requirePlace(UploadOwner owner) throws JobException {
        long has = uploads.stream().filter(upload -> isOf(upload, owner)).count();
        if (owner.limited() && has >= mostUploads) {
            throw new JobException(
                    Reason.TOO_MANY_UPLOADS,
                    "this token has " + has + " uploads, and may have " + mostUploads
                            + " at once; import or delete some of them");
        }
    }

    /**
     * Requires that an upload of the owner may have so many bytes.
     *
     * @param one the upload; null if it is new
     * @throws JobException UPLOAD_QUOTA
     */
    void requireBytes(UploadOwner owner, @Nullable Upload one, long bytes) throws JobException {
        long others = uploads.stream()
                .filter(upload -> upload != one && isOf(upload, owner))
                .mapToLong(Upload::bytes)
                .sum();
        if (owner.limited() && bytes > mostBytes - others) {
            throw new JobException(
                    Reason.UPLOAD_QUOTA,
                    "the uploads of this token may have " + mostBytes + " bytes together: they have, or have reserved, "
                            + others + ", and " + bytes + " are requested; import or delete some of them");
        }
    }

    private static boolean isOf(Upload upload, UploadOwner owner) {
        return upload.view().owner().equals(owner.name());
    }
}
