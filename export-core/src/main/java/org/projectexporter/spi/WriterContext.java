package org.projectexporter.spi;

import java.io.IOException;
import java.util.concurrent.Executor;

import org.projectexporter.spi.compress.Pipeline;

/** The settings and resources of an archive writer. */
public interface WriterContext {
    /** {@return the compression level: 0 (none) to 9 (smallest)} */
    int compressionLevel();

    /**
     * {@return what runs work of the writer in parallel; see {@link Pipeline}} By default it runs immediately in the
     * same thread.
     */
    default Executor workers() {
        return Runnable::run;
    }

    /** {@return the number of tasks that the {@link #workers} run at the same time; 1 or more} */
    default int parallelism() {
        return 1;
    }

    /**
     * {@return the memory in bytes that pending tasks may take in all} At least one task may be pending, however small
     * this is.
     */
    default long workBytes() {
        return Long.MAX_VALUE;
    }

    /**
     * {@return the number of tasks to submit to the {@link #workers} before their results are taken: enough to keep
     * them busy, within the memory limit}
     *
     * @param bytesEach the memory of one task, in bytes
     */
    default int workAtOnce(long bytesEach) {
        long enough = 2L * parallelism() + 2;
        return (int) Math.max(1, Math.min(enough, workBytes() / bytesEach));
    }

    /**
     * {@return a spool in the work folder} It is empty unless the writer is restored; then it has its earlier content.
     *
     * @param name lower-case letters and hyphens, unique in the writer
     * @throws IOException if the work folder cannot be written
     */
    Spool newSpool(String name) throws IOException;
}
