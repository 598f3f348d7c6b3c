package org.projectexporter;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.ExportOptions.OnUnreadable;

/**
 * How an export, a resumed export, a verification or an import runs: the resources that it may use, the token that
 * cancels it, and the listener for its progress; immutable. None of these settings changes an archive.
 *
 * <pre>{@code
 * CancellationToken token = new CancellationToken();
 * RunSettings settings = RunSettings.builder().threads(2).cancellation(token).listener(event -> show(event)).build();
 * }</pre>
 */
public final class RunSettings {
    /** 64 MiB: the default if Java has four times as much. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    private static final long LEAST_MEMORY_BYTES = 1L << 20;
    private static final long MOST_MEMORY_BYTES = 1L << 30;

    private final int threads;
    private final long memoryBytes;
    private final CancellationToken cancellation;
    private final ProgressListener listener;
    private final boolean sameProject;
    private final Optional<OnUnreadable> onUnreadable;
    private final Optional<Path> scratch;

    private RunSettings(Builder builder) {
        threads = builder.threads;
        memoryBytes = builder.memoryBytes;
        cancellation = builder.cancellation;
        listener = builder.listener;
        sameProject = builder.sameProject;
        onUnreadable = builder.onUnreadable;
        scratch = builder.scratch;
    }

    /**
     * {@return the defaults: a thread for each processor, {@link #defaultMemoryBytes}, no listener, and a token that is
     * never cancelled}
     */
    public static RunSettings defaults() {
        return builder().build();
    }

    /**
     * {@return the defaults, with a listener}
     *
     * @param listener called by a thread of the operation
     */
    public static RunSettings listening(ProgressListener listener) {
        return builder().listener(listener).build();
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder with these settings} */
    public Builder toBuilder() {
        Builder copy = builder()
                .threads(threads)
                .memoryBytes(memoryBytes)
                .cancellation(cancellation)
                .listener(listener)
                .sameProject(sameProject);
        copy.onUnreadable = onUnreadable;
        copy.scratch = scratch;
        return copy;
    }

    /**
     * {@return a quarter of the maximum heap of this Java, between 1 and 64 MiB} Java derives the maximum heap from the
     * memory of the machine or its container, so that an export fits into it without further settings.
     */
    public static long defaultMemoryBytes() {
        return Math.max(
                LEAST_MEMORY_BYTES,
                Math.min(DEFAULT_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    /**
     * {@return the number of threads with which an export reads, and of those with which it compresses, 1 or more}
     * Verifications and imports use a small fixed number.
     */
    public int threads() {
        return threads;
    }

    /**
     * {@return the bytes of memory that an export uses for blocks of content; compression needs up to three times as
     * much in addition} Verifications and imports use a share of {@link #defaultMemoryBytes}.
     */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** {@return the token that ends the operation when any thread cancels it} */
    public CancellationToken cancellation() {
        return cancellation;
    }

    /** {@return the listener that is notified of progress} */
    public ProgressListener listener() {
        return listener;
    }

    /**
     * {@return whether an export is resumed even if nothing in the project's folder is as it was when the export was
     * planned} By default it is not, since another disk may be mounted there, or none.
     */
    public boolean sameProject() {
        return sameProject;
    }

    /**
     * {@return what a run that resumes an export does about files that cannot be read; empty for what the export was
     * begun with} The manifest shows the options that the export was begun with. Other runs ignore it.
     */
    public Optional<OnUnreadable> onUnreadable() {
        return onUnreadable;
    }

    /**
     * {@return the existing folder in which a {@linkplain ProjectExporter#verifyDeep deep verification} unpacks
     * repositories for a while, and an {@linkplain ProjectExporter#estimate estimate} keeps its plan; empty for Java's
     * folder for temporary files}
     */
    public Optional<Path> scratch() {
        return scratch;
    }

    /** Collects settings; each starts at its default. */
    public static final class Builder {
        private int threads = Runtime.getRuntime().availableProcessors();
        private long memoryBytes = defaultMemoryBytes();
        private CancellationToken cancellation = new CancellationToken();
        private ProgressListener listener = ProgressListener.NONE;
        private boolean sameProject;
        private Optional<OnUnreadable> onUnreadable = Optional.empty();
        private Optional<Path> scratch = Optional.empty();

        private Builder() {}

        /**
         * {@return this builder, with {@link RunSettings#threads} set}
         * @param value 1 or more
         * @throws IllegalArgumentException if it is less
         */
        public Builder threads(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, not " + value);
            }
            threads = value;
            return this;
        }

        /**
         * {@return this builder, with {@link RunSettings#memoryBytes} set}
         * @param value 1 MiB to 1 GiB, in bytes
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder memoryBytes(long value) {
            if (value < LEAST_MEMORY_BYTES || value > MOST_MEMORY_BYTES) {
                throw new IllegalArgumentException("memory must be 1 MiB to 1 GiB, not " + value + " bytes");
            }
            memoryBytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link RunSettings#cancellation} set}
         * @param value one token may be given to several operations
         */
        public Builder cancellation(CancellationToken value) {
            cancellation = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link RunSettings#listener} set}
         * @param value {@link ProgressListener#NONE} by default
         */
        public Builder listener(ProgressListener value) {
            listener = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link RunSettings#onUnreadable} set}
         * @param value overrides that of the export that is resumed
         */
        public Builder onUnreadable(OnUnreadable value) {
            onUnreadable = Optional.of(value);
            return this;
        }

        /**
         * {@return this builder, with {@link RunSettings#scratch} set}
         * @param value an existing folder
         */
        public Builder scratch(Path value) {
            scratch = Optional.of(value);
            return this;
        }

        /**
         * {@return this builder, with {@link RunSettings#sameProject} set}
         * @param value false by default
         */
        public Builder sameProject(boolean value) {
            sameProject = value;
            return this;
        }

        /** {@return the settings} */
        public RunSettings build() {
            return new RunSettings(this);
        }
    }
}
