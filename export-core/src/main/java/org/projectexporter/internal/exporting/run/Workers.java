package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.DeflateEngine;

/** The resources of a format's writer: threads, and spools in the work folder. */
final class Workers implements WriterContext, AutoCloseable {
    /** Its contents belong to the format, and so does their version, which is in the state of the format's writer. */
    private static final FileKind SPOOL = FileKind.ofExport("SPOL", 1, "a spool of the format");

    private final WorkFolder work;
    private final Codecs codecs;
    private final int count;
    private final long workBytes;
    private final ExecutorService threads;

    Workers(WorkFolder work, Codecs codecs, int count, long workBytes) {
        this.work = work;
        this.codecs = codecs;
        this.count = count;
        this.workBytes = workBytes;
        this.threads = Executors.newFixedThreadPool(count, DaemonThreads.numbered("export-compress"));
    }

    @Override
    public int compressionLevel() {
        return codecs.level();
    }

    @Override
    public DeflateEngine deflateEngine() {
        return codecs.deflate();
    }

    @Override
    public Executor workers() {
        return threads;
    }

    @Override
    public int parallelism() {
        return count;
    }

    @Override
    public long workBytes() {
        return workBytes;
    }

    @Override
    public Spool newSpool(String name) throws IOException {
        return work.newSpool("format-" + name, SPOOL);
    }

    @Override
    public void close() {
        threads.shutdown();
        Futures.join(threads);
    }
}
