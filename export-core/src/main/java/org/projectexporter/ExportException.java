package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An export, verification or import ended for a reason that this library can explain. The message is one line for
 * people: it names the thing, what was found, and what to do next. A program decides by {@link #reason}, never by the
 * message.
 *
 * <pre>{@code
 * } catch (ExportException e) {
 *     switch (e.reason()) {
 *         case OUT_OF_SPACE -> askForSpace(e.bytesNeeded());
 *         case TARGET_EXISTS -> askWhetherToReplace(e.path());
 *         default -> show(e.getMessage());
 *     }
 * }
 * }</pre>
 *
 * <p>Later versions may add reasons: a {@code switch} needs a {@code default}.
 */
public class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Situations that a caller may want to treat differently. */
    public enum Reason {
        /** The {@link CancellationToken} was cancelled. */
        CANCELLED,
        /** Something exists under the target's name, and the request does not allow replacing or avoiding it. */
        TARGET_EXISTS,
        /** The target cannot be created: its folder is missing or not writable, or the name is not possible. */
        TARGET_UNUSABLE,
        /** Another export or import to the same target is running. */
        TARGET_BUSY,
        /** Another process has changed what this export or import keeps next to its target. */
        TARGET_CHANGED,
        /** The file system, or the user's quota, has too little space. */
        OUT_OF_SPACE,
        /** The memory that Java was started with is too small. */
        OUT_OF_MEMORY,
        /** The operating system reported an error while reading or writing. */
        IO_FAILURE,
        /** An earlier export to this target was interrupted: resume it, discard it, or replace it. */
        INTERRUPTED_BEFORE,
        /** There is no interrupted export to this target. */
        NOTHING_TO_RESUME,
        /** The state of the interrupted export is damaged: discard it and start over. */
        NOT_RESUMABLE,
        /**
         * Another version of this program, or of a library that compresses, began the interrupted export: resume it
         * with that one, or discard it and start over.
         */
        OTHER_VERSION,
        /** The project cannot be exported as it is. */
        SOURCE_UNUSABLE,
        /** The project as a whole, or a folder outside of it that belongs to it, is gone: bring it back and resume. */
        SOURCE_GONE,
        /** Files of the project cannot be read. */
        SOURCE_UNREADABLE,
        /** The project's repository, or another structure that a source reads, is broken. */
        SOURCE_BROKEN,
        /** The project's repository, or another structure that a source reads, has a form that is not supported. */
        SOURCE_UNSUPPORTED,
        /** Content that the project refers to is corrupt. */
        CONTENT_CORRUPT,
        /** Content that the project refers to is missing. */
        CONTENT_MISSING,
        /** The project's folder has a name that cannot be used in the archive. */
        PROJECT_NAME_UNUSABLE,
        /** The project needs a folder outside of it that the request does not allow to be read. */
        OUTSIDE_NOT_ALLOWED,
        /** The format, or the number of volumes, cannot hold the project. */
        FORMAT_LIMIT,
        /** The target's file system cannot hold a file as large as the archive: export it in volumes. */
        FILE_TOO_LARGE,
        /** There is no such format or source. */
        UNKNOWN_PLUGIN,
        /** A native library that a format needs cannot be loaded. */
        LIBRARY_MISSING,
        /** What was read back from the disk differs from what was written. */
        VERIFICATION_FAILED,
        /** There is no such archive. */
        ARCHIVE_MISSING,
        /** Volumes of the archive are missing. */
        VOLUME_MISSING,
        /** The name of the archive has no suffix of a known format. */
        UNKNOWN_FORMAT,
        /** The archive was changed or damaged after it was made. */
        ARCHIVE_DAMAGED,
        /** The archive was made by a newer version. */
        ARCHIVE_TOO_NEW,
        /** Something in the archive could do harm, is ambiguous, or exceeds a limit. */
        ARCHIVE_REFUSED
    }

    /** Why it failed. */
    private final Reason reason;
    /** The option that helps, as builders name it; null if none does. */
    private final @Nullable String option;

    private final transient @Nullable Path path;
    /** -1 if not known. */
    private final long bytesNeeded;
    /** -1 if not known. */
    private final long bytesFree;

    /**
     * An exception without further facts.
     *
     * @param reason the kind of failure
     * @param message one line for people
     */
    public ExportException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * An exception without further facts.
     *
     * @param reason the kind of failure
     * @param message one line for people
     * @param cause null if there is none
     */
    public ExportException(Reason reason, String message, @Nullable Throwable cause) {
        this(builder(reason, message).cause(cause));
    }

    ExportException(Builder builder) {
        super(builder.summary, builder.cause);
        reason = builder.reason;
        option = builder.option;
        path = builder.path;
        bytesNeeded = builder.bytesNeeded;
        bytesFree = builder.bytesFree;
    }

    /**
     * {@return a builder of an exception with facts}
     *
     * @param reason the kind of failure
     * @param summary one line for people, without the option that helps
     */
    public static Builder builder(Reason reason, String summary) {
        return new Builder(reason, summary);
    }

    /** One line for people: {@link #summary}, and the {@link #option} if there is one. */
    @Override
    public final String getMessage() {
        return option == null ? summary() : summary() + " (option " + option + ")";
    }

    /** {@return the message without the name of the option, for programs whose users know it by another name} */
    public final String summary() {
        return String.valueOf(super.getMessage());
    }

    /**
     * {@return the option that helps, and perhaps its value, as builders name it: {@code replaceTarget}; empty if none
     * does}
     */
    public final Optional<String> option() {
        return Optional.ofNullable(option);
    }

    /** {@return the kind of failure, for programs} */
    public final Reason reason() {
        return reason;
    }

    /** {@return the file or folder concerned; empty if there is none or it is not known} */
    public final Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** {@return for {@link Reason#OUT_OF_SPACE}, an estimate of the bytes needed; empty if it is not known} */
    public final OptionalLong bytesNeeded() {
        return bytesNeeded < 0 ? OptionalLong.empty() : OptionalLong.of(bytesNeeded);
    }

    /** {@return for {@link Reason#OUT_OF_SPACE}, the bytes that were free; empty if that is not known} */
    public final OptionalLong bytesFree() {
        return bytesFree < 0 ? OptionalLong.empty() : OptionalLong.of(bytesFree);
    }

    /** Collects the facts of an exception. */
    public static final class Builder {
        private final Reason reason;
        private final String summary;
        private @Nullable String option;
        private @Nullable Throwable cause;
        private @Nullable Path path;
        private long bytesNeeded = -1;
        private long bytesFree = -1;

        private Builder(Reason reason, String summary) {
            this.reason = Objects.requireNonNull(reason);
            this.summary = Objects.requireNonNull(summary);
        }

        /**
         * {@return this builder, with {@link ExportException#option} set}
         * @param value as builders name it, perhaps with a value: {@code onUnreadable SKIP}
         */
        public Builder option(String value) {
            option = value;
            return this;
        }

        /**
         * {@return this builder, with the cause set}
         * @param value null if there is none
         */
        public Builder cause(@Nullable Throwable value) {
            cause = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportException#path} set}
         * @param value what the failure is about
         */
        public Builder path(Path value) {
            path = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportException#bytesNeeded} and {@link ExportException#bytesFree} set}
         * @param needed bytes, 0 or more
         * @param free bytes, 0 or more
         */
        public Builder space(long needed, long free) {
            bytesNeeded = needed;
            bytesFree = free;
            return this;
        }

        /** {@return the exception, for the caller to throw} */
        public ExportException build() {
            return new ExportException(this);
        }
    }
}
