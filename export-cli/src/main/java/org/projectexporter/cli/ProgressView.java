package org.projectexporter.cli;

import org.projectexporter.ProgressListener;

/** Shows on standard error how an export goes on. Closed before anything else is said there. */
interface ProgressView extends ProgressListener, AutoCloseable {
    /** Leaves the cursor at the start of a fresh line. May be called twice. */
    @Override
    void close();

    /** The view that {@code mode} asks for. */
    static ProgressView open(ProgressMode mode, Console console) {
        return switch (mode) {
            case AUTO ->
                new OutlineView(
                        console.terminal().interactive() ? new BarView(console) : new LineView(console), console);
            case BAR -> new OutlineView(new BarView(console), console);
            case JSON -> new OutlineView(new JsonView(console), console);
            case NONE -> new OutlineView(new NoView(), console);
        };
    }
}
