package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;

/** The calls that a writer makes of its output and its spools, counted together: one fails, and all after it. */
final class FailingCalls {
    private final int failing;
    private int made;
    private @Nullable IOException failure;

    /** The call of this number fails, from 1; none if it is 0. */
    FailingCalls(int failing) {
        this.failing = failing;
    }

    private void next() throws IOException {
        made++;
        if (made == failing) {
            failure = new IOException("the test fails call " + made + " of the output and the spools");
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The number of calls so far. */
    int made() {
        return made;
    }

    /** What the failing call threw; null if there was none. */
    @Nullable
    IOException failure() {
        return failure;
    }

    ArchiveOutput output(ArchiveOutput output) {
        return new ArchiveOutput() {
            @Override
            public long position() {
                return output.position();
            }

            @Override
            public void write(ByteBuffer data) throws IOException {
                next();
                output.write(data);
            }

            @Override
            public void patch(long position, ByteBuffer data) throws IOException {
                next();
                output.patch(position, data);
            }
        };
    }

    WriterContext context(WriterContext context) {
        return new WriterContext() {
            @Override
            public int compressionLevel() {
                return context.compressionLevel();
            }

            @Override
            public Executor workers() {
                return context.workers();
            }

            @Override
            public int parallelism() {
                return context.parallelism();
            }

            @Override
            public long workBytes() {
                return context.workBytes();
            }

            @Override
            public Spool newSpool(String name) throws IOException {
                next();
                return spool(context.newSpool(name));
            }
        };
    }

    private Spool spool(Spool spool) {
        return new Spool() {
            @Override
            public long length() {
                return spool.length();
            }

            @Override
            public void append(ByteBuffer data) throws IOException {
                next();
                spool.append(data);
            }

            @Override
            public InputStream read() throws IOException {
                next();
                return spool.read();
            }
        };
    }
}
