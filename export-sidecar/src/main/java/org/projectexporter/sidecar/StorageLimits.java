package org.projectexporter.sidecar;

import java.time.Duration;

/**
 * How much a sidecar keeps, and for how long; immutable. Archives beyond a limit are removed, oldest first; those that
 * are being read, and those made in the last ten minutes, stay.
 */
public final class StorageLimits {
    private final Builder values;

    private StorageLimits(Builder builder) {
        this.values = builder.copy();
    }

    /**
     * {@return seven days for exports, and 90 if that is asked for, 30 days for interrupted ones, 24 hours for uploads
     * and for files that belong to no export, 1,000 uploads and half of the quota for each token, and no other limits}
     */
    public static StorageLimits defaults() {
        return builder().build();
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return bytes that archives and uploads may take in the data folder; {@link Long#MAX_VALUE} for no limit} */
    public long quotaBytes() {
        return values.quotaBytes;
    }

    /** {@return how long finished exports are kept} */
    public Duration retention() {
        return values.retention;
    }

    /** {@return the number of archives kept for each project; {@link Integer#MAX_VALUE} for no limit} */
    public int archivesPerProject() {
        return values.archivesPerProject;
    }

    /** {@return the bytes that all archives may have; {@link Long#MAX_VALUE} for no limit} */
    public long archiveBytes() {
        return values.archiveBytes;
    }

    /** {@return the bytes that are to stay free on the disk of the data folder; 0 for no limit} */
    public long freeBytes() {
        return values.freeBytes;
    }

    /** {@return how long an upload is kept after data has last arrived} */
    public Duration uploads() {
        return values.uploads;
    }

    /** {@return the number of uploads that a token may have at once, complete or not} */
    public int uploadsPerToken() {
        return values.uploadsPerToken;
    }

    /**
     * {@return the bytes that all uploads of a token may have together, whether they have arrived or are only reserved;
     * {@link Long#MAX_VALUE} for no limit}
     */
    public long uploadBytesPerToken() {
        if (values.uploadBytesPerToken > 0 || values.quotaBytes == Long.MAX_VALUE) {
            return values.uploadBytesPerToken > 0 ? values.uploadBytesPerToken : Long.MAX_VALUE;
        }
        return Math.max(1, values.quotaBytes / 2);
    }

    /**
     * {@return how long an export stays paused, or waits for its project, before it is cancelled and its files are
     * removed}
     */
    public Duration interrupted() {
        return values.interrupted;
    }

    /** {@return how long after its end an export can be kept at most, if that is asked for} */
    public Duration longestKeep() {
        return values.longestKeep;
    }

    /** {@return a builder that starts with these limits} */
    public Builder toBuilder() {
        return values.copy();
    }

    /** {@return how old files in the data folder that belong to nothing must be before they are removed} */
    public Duration orphans() {
        return values.orphans;
    }

    /** Builds {@link StorageLimits}. */
    public static final class Builder {
        private long quotaBytes = Long.MAX_VALUE;
        private Duration retention = Duration.ofDays(7);
        private int archivesPerProject = Integer.MAX_VALUE;
        private long archiveBytes = Long.MAX_VALUE;
        private long freeBytes;
        private Duration uploads = Duration.ofHours(24);
        private int uploadsPerToken = 1_000;
        private long uploadBytesPerToken;
        private Duration orphans = Duration.ofHours(24);
        private Duration interrupted = Duration.ofDays(30);
        private Duration longestKeep = Duration.ofDays(90);

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.quotaBytes = quotaBytes;
            copy.retention = retention;
            copy.archivesPerProject = archivesPerProject;
            copy.archiveBytes = archiveBytes;
            copy.freeBytes = freeBytes;
            copy.uploads = uploads;
            copy.uploadsPerToken = uploadsPerToken;
            copy.uploadBytesPerToken = uploadBytesPerToken;
            copy.orphans = orphans;
            copy.interrupted = interrupted;
            copy.longestKeep = longestKeep;
            return copy;
        }

        /**
         * {@return this builder, with {@link StorageLimits#quotaBytes} set}
         * @param bytes 1 or more; an export or upload that needs more is refused. Default: no limit
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder quotaBytes(long bytes) {
            quotaBytes = require("the quota", bytes, 1);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#retention} set}
         * @param time counted from the end of an export. Default: 7 days
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder retention(Duration time) {
            retention = requirePositive("the retention time", time);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#archivesPerProject} set}
         * @param archives 1 or more; the newest ones stay. Default: no limit
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder archivesPerProject(int archives) {
            archivesPerProject = (int) require("the number of archives per project", archives, 1);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#archiveBytes} set}
         * @param bytes 1 or more, for the archives of all projects together. Default: no limit
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder archiveBytes(long bytes) {
            archiveBytes = require("the size of all archives", bytes, 1);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#freeBytes} set}
         * @param bytes 0 or more. Default: 0, which is no limit
         * @throws IllegalArgumentException if it is negative
         */
        public Builder freeBytes(long bytes) {
            freeBytes = require("the free space", bytes, 0);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#uploads} set}
         * @param time counted from the last arrival of data. Default: 24 hours
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder uploads(Duration time) {
            uploads = requirePositive("the time for uploads", time);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#uploadsPerToken} set}
         * @param count 1 or more; does not apply to tokens with {@link TokenScope#ADMIN}. Default: 1,000, since
         *     an archive has up to 999 volumes
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder uploadsPerToken(int count) {
            uploadsPerToken = (int) require("the number of uploads per token", count, 1);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#uploadBytesPerToken} set}
         * @param bytes 1 or more; does not apply to tokens with {@link TokenScope#ADMIN}. Default: half of the
         *     quota, or no limit without a quota
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder uploadBytesPerToken(long bytes) {
            uploadBytesPerToken = require("the size of the uploads of a token", bytes, 1);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#orphans} set}
         * @param age counted from the last change of the file, or of any in the folder. Default: 24 hours
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder orphans(Duration age) {
            orphans = requirePositive("the age of orphans", age);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#interrupted} set}
         * @param time counted from when a file of the export was last written. Default: 30 days
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder interrupted(Duration time) {
            interrupted = requirePositive("the time for interrupted exports", time);
            return this;
        }

        /**
         * {@return this builder, with {@link StorageLimits#longestKeep} set}
         * @param time counted from the end of an export; what is shorter than {@link StorageLimits#retention} has
         *     no effect. Default: 90 days
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder longestKeep(Duration time) {
            longestKeep = requirePositive("the longest time for keeping an export", time);
            return this;
        }

        /** {@return the limits} */
        public StorageLimits build() {
            return new StorageLimits(this);
        }

        private static long require(String name, long value, long least) {
            if (value < least) {
                throw new IllegalArgumentException(name + " is " + value + " but must be " + least + " or more");
            }
            return value;
        }

        private static Duration requirePositive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be more than 0");
            }
            return value;
        }
    }
}
