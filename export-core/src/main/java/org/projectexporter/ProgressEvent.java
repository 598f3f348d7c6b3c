package org.projectexporter;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One report of the progress of an export, a verification or an import; immutable. Where an archive is read, bytes are
 * those of the archive.
 *
 * <p>Later versions may add values.
 */
public final class ProgressEvent {
    /** The operation, and whether more events follow. */
    public enum Type {
        /** An export is running. */
        EXPORT_PROGRESS(false),
        /** The archive is durable under its name. The last event. */
        EXPORT_COMPLETE(true),
        /** The export ended without an archive. The last event. */
        EXPORT_ERROR(true),
        /** An archive is being verified. */
        VERIFY_PROGRESS(false),
        /** The archive is what was exported. The last event. */
        VERIFY_COMPLETE(true),
        /** The verification found a problem, or ended early. The last event. */
        VERIFY_ERROR(true),
        /** An import is running. */
        IMPORT_PROGRESS(false),
        /** The project is durable under its name, or, in a dry run, has been checked. The last event. */
        IMPORT_COMPLETE(true),
        /** Nothing was imported. The last event. */
        IMPORT_ERROR(true);

        private final boolean last;

        Type(boolean last) {
            this.last = last;
        }

        /** {@return whether no event follows} */
        public boolean isLast() {
            return last;
        }

        /** {@return the name in JSON, for example {@code export_progress}} */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is being done: an export plans, writes and perhaps verifies; an import checks and unpacks, or, in a dry
     * run, only checks.
     */
    public enum Phase {
        /** An export examines the project. */
        PLANNING,
        /** An export writes the archive. */
        WRITING,
        /** An archive is read back and compared. */
        VERIFYING,
        /** An import examines the archive. */
        CHECKING,
        /** An import unpacks the archive, and checks each byte on the way. */
        UNPACKING,
        /** All is done. */
        FINISHED;

        /** {@return the name in JSON, for example {@code planning}} */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final long sequence;
    private final Phase phase;
    private final double progress;
    private final long filesDone;
    private final long filesTotal;
    private final long bytesDone;
    private final long bytesTotal;
    private final String current;
    private final double bytesPerSecond;
    private final OptionalDouble remainingSeconds;
    private final String message;

    private ProgressEvent(Builder builder) {
        type = builder.type;
        sequence = builder.sequence;
        phase = builder.phase;
        progress = builder.progress;
        filesDone = builder.filesDone;
        filesTotal = builder.filesTotal;
        bytesDone = builder.bytesDone;
        bytesTotal = builder.bytesTotal;
        current = builder.current;
        bytesPerSecond = builder.bytesPerSecond;
        remainingSeconds = builder.remainingSeconds;
        message = builder.message;
    }

    /**
     * {@return a builder} The library makes events; a program needs it to test what it does with them.
     *
     * @param type see {@link #type}
     * @param phase see {@link #phase}
     */
    public static Builder builder(Type type, Phase phase) {
        return new Builder(type, phase);
    }

    /** {@return a builder with these values} */
    public Builder toBuilder() {
        Builder builder = new Builder(type, phase);
        builder.sequence = sequence;
        builder.progress = progress;
        builder.filesDone = filesDone;
        builder.filesTotal = filesTotal;
        builder.bytesDone = bytesDone;
        builder.bytesTotal = bytesTotal;
        builder.current = current;
        builder.bytesPerSecond = bytesPerSecond;
        builder.remainingSeconds = remainingSeconds;
        builder.message = message;
        return builder;
    }

    /** {@return the operation, and whether it is running, is complete, or has failed} */
    public Type type() {
        return type;
    }

    /** {@return the number of the event, from 1} */
    public long sequence() {
        return sequence;
    }

    /** {@return what is being done} */
    public Phase phase() {
        return phase;
    }

    /** {@return how much is done, from 0 to 1} It never decreases during an operation. */
    public double progress() {
        return progress;
    }

    /** {@return the number of files written} */
    public long filesDone() {
        return filesDone;
    }

    /** {@return the number of files planned; while planning, those found so far} */
    public long filesTotal() {
        return filesTotal;
    }

    /** {@return the number of bytes of content written} */
    public long bytesDone() {
        return bytesDone;
    }

    /** {@return the number of bytes of content planned; while planning, those found so far} */
    public long bytesTotal() {
        return bytesTotal;
    }

    /** {@return the path of the file at hand, as in the archive; empty if there is none} */
    public String current() {
        return current;
    }

    /** {@return the speed over the last seconds, in bytes a second} */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** {@return the estimated seconds until the end; empty where there is no estimate} */
    public OptionalDouble remainingSeconds() {
        return remainingSeconds;
    }

    /** {@return one line for people} */
    public String message() {
        return message;
    }

    /** All values in one line, for logs. */
    @Override
    public String toString() {
        return "ProgressEvent[type=" + type + ", sequence=" + sequence + ", phase=" + phase + ", progress=" + progress
                + ", filesDone=" + filesDone + ", filesTotal=" + filesTotal + ", bytesDone=" + bytesDone
                + ", bytesTotal=" + bytesTotal + ", current=" + current + ", bytesPerSecond=" + bytesPerSecond
                + ", remainingSeconds=" + remainingSeconds + ", message=" + message + "]";
    }

    /** Builds an event; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private Type type;
        private long sequence;
        private Phase phase;
        private double progress;
        private long filesDone;
        private long filesTotal;
        private long bytesDone;
        private long bytesTotal;
        private String current = "";
        private double bytesPerSecond;
        private OptionalDouble remainingSeconds = OptionalDouble.empty();
        private String message = "";

        private Builder(Type type, Phase phase) {
            this.type = Objects.requireNonNull(type);
            this.phase = Objects.requireNonNull(phase);
        }

        /**
         * {@return this builder, with {@link ProgressEvent#type} set}
         * @param value not null
         */
        public Builder type(Type value) {
            type = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#sequence} set}
         * @param value counted from 1
         */
        public Builder sequence(long value) {
            sequence = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#phase} set}
         * @param value not null
         */
        public Builder phase(Phase value) {
            phase = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#progress} set}
         * @param value from 0 to 1
         */
        public Builder progress(double value) {
            progress = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#filesDone} set}
         * @param value 0 or more
         */
        public Builder filesDone(long value) {
            filesDone = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#filesTotal} set}
         * @param value 0 or more
         */
        public Builder filesTotal(long value) {
            filesTotal = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#bytesDone} set}
         * @param value in bytes
         */
        public Builder bytesDone(long value) {
            bytesDone = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#bytesTotal} set}
         * @param value in bytes
         */
        public Builder bytesTotal(long value) {
            bytesTotal = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#current} set}
         * @param value a path in the archive; empty if there is none
         */
        public Builder current(String value) {
            current = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#bytesPerSecond} set}
         * @param value in bytes a second
         */
        public Builder bytesPerSecond(double value) {
            bytesPerSecond = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#remainingSeconds} set}
         * @param value in seconds; empty where there is no estimate
         */
        public Builder remainingSeconds(OptionalDouble value) {
            remainingSeconds = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ProgressEvent#message} set}
         * @param value one line
         */
        public Builder message(String value) {
            message = Objects.requireNonNull(value);
            return this;
        }

        /** {@return the event} */
        public ProgressEvent build() {
            return new ProgressEvent(this);
        }
    }
}
