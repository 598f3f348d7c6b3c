package org.projectexporter.sidecar;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/** A source that adds nothing, and holds exports while it is told to; they can be stopped there. */
final class HeldSource implements SourceResolver {
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean holding;

    void hold() {
        holding = true;
    }

    void release() {
        holding = false;
    }

    /** How many are held now. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public String name() {
        return "held";
    }

    @Override
    public int specificity() {
        return 1;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        waiting.incrementAndGet();
        try {
            while (holding) {
                context.checkCancelled();
                pause();
            }
        } finally {
            waiting.decrementAndGet();
        }
        return new ProjectSource() {};
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
