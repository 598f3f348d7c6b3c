package org.projectexporter;

import java.util.Objects;

/**
 * How an export, a resumed export, a verification or an import runs: what it may take of the machine, who may cancel it, and who is
 * notified of its progress; immutable. Nothing of it changes an archive.
 *
 * <pre>{@code
 * CancellationToken token = new CancellationToken();
 * RunSettings settings = RunSettings.builder().threads(2).cancellation(token).listener(event -> show(event)).build();
 * }</pre>
 */
public final class RunSettings {
    /** 64 MiB: the memory taken by default where Java has four times as much. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    private static final long LEAST_MEMORY_BYTES = 1L << 20;
    private static final long MOST_MEMORY_BYTES = 1L << 30;

    private final int threads;
    private final long memoryBytes;
    private final CancellationToken cancellation;
    private final ProgressListener listener;

    private RunSettings(Builder builder) {
        threads = builder.threads;
        memoryBytes = builder.memoryBytes;
        cancellation = builder.cancellation;
        listener = builder.listener;
    }

    /** A thread for each processor, {@link #defaultMemoryBytes}, no listener, and a token of its own that nobody cancels. */
    public static RunSettings defaults() {
        return builder().build();
    }

    /** The defaults, with a listener. */
    public static RunSettings listening(ProgressListener listener) {
        return builder().listener(listener).build();
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with these settings. */
    public Builder toBuilder() {
        return builder()
                .threads(threads)
                .memoryBytes(memoryBytes)
                .cancellation(cancellation)
                .listener(listener);
    }

    /**
     * A quarter of the largest heap that this Java may have, from 1 to 64 MiB. Java derives that heap from the memory that the machine or
     * its container has, so that an export fits in there without further settings.
     */
    public static long defaultMemoryBytes() {
        return Math.max(
                LEAST_MEMORY_BYTES,
                Math.min(DEFAULT_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    /** Number of threads of an export that read, and that compress, 1 or more. Verifications and imports use a fixed few. */
    public int threads() {
        return threads;
    }

    /**
     * Bytes of memory of an export for blocks of content on their way; compression takes up to three times as much in addition.
     * Verifications and imports take a share of {@link #defaultMemoryBytes}.
     */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Ends the operation when it is cancelled, from whatever thread. */
    public CancellationToken cancellation() {
        return cancellation;
    }

    /** Is notified of progress. */
    public ProgressListener listener() {
        return listener;
    }

    /** Collects settings; each starts at its default. */
    public static final class Builder {
        private int threads = Runtime.getRuntime().availableProcessors();
        private long memoryBytes = defaultMemoryBytes();
        private CancellationToken cancellation = new CancellationToken();
        private ProgressListener listener = ProgressListener.NONE;

        private Builder() {}

        /** 1 or more; see {@link RunSettings#threads}. */
        public Builder threads(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, not " + value);
            }
            threads = value;
            return this;
        }

        /** 1 MiB to 1 GiB; see {@link RunSettings#memoryBytes}. */
        public Builder memoryBytes(long value) {
            if (value < LEAST_MEMORY_BYTES || value > MOST_MEMORY_BYTES) {
                throw new IllegalArgumentException("memory must be 1 MiB to 1 GiB, not " + value + " bytes");
            }
            memoryBytes = value;
            return this;
        }

        /** See {@link RunSettings#cancellation}. One token may be given to several operations. */
        public Builder cancellation(CancellationToken value) {
            cancellation = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link RunSettings#listener}. */
        public Builder listener(ProgressListener value) {
            listener = Objects.requireNonNull(value);
            return this;
        }

        /** The settings. */
        public RunSettings build() {
            return new RunSettings(this);
        }
    }
}
