package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.io.InterruptedIOException;

import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/** A source that adds nothing, and lets no export begin to plan while it is shut; they can be cancelled there. */
final class Gate implements SourceResolver {
    private volatile boolean shut;

    void shut() {
        shut = true;
    }

    void open() {
        shut = false;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public int specificity() {
        return 1;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        while (shut) {
            context.checkCancelled();
            sleep(2);
        }
        return new ProjectSource() {};
    }

    static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
