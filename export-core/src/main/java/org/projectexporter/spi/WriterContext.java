package org.projectexporter.spi;

import java.io.IOException;
import java.util.concurrent.Executor;

import org.projectexporter.spi.compress.Pipeline;

/** What an archive writer is told, and what it may ask for. */
public interface WriterContext {
    /** 0 (none) to 9 (smallest). */
    int compressionLevel();

    /** Runs work of the writer beside it; see {@link Pipeline}. Here: at once, in the same thread. */
    default Executor workers() {
        return Runnable::run;
    }

    /** How much work the {@link #workers} do at a time; 1 or more. */
    default int parallelism() {
        return 1;
    }

    /** How much memory the work that is under way may take in all. At least one piece of work is, however little this is. */
    default long workBytes() {
        return Long.MAX_VALUE;
    }

    /**
     * How much work to give to the {@link #workers} before some of it is taken back: enough to keep them busy, as far as the memory
     * reaches.
     *
     * @param bytesEach what one piece takes
     */
    default int workAtOnce(long bytesEach) {
        long enough = 2L * parallelism() + 2;
        return (int) Math.max(1, Math.min(enough, workBytes() / bytesEach));
    }

    /**
     * A spool in the work folder. It is empty, but for a writer that is restored: then it holds what it held.
     *
     * @param name lower-case letters and hyphens, unique in the writer
     */
    Spool newSpool(String name) throws IOException;
}
