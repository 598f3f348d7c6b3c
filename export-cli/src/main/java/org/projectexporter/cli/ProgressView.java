package org.projectexporter.cli;

import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;

/** Shows the progress of an export on standard error. It is closed before anything else is printed there. */
interface ProgressView extends ProgressListener, AutoCloseable {
    /** Shows nothing. */
    ProgressView NONE = new ProgressView() {
        @Override
        public void onProgress(ProgressEvent event) {}

        @Override
        public void close() {}
    };

    /** Leaves the cursor at the start of a new line. May be called twice. */
    @Override
    void close();

    /** The view for {@code mode}. */
    static ProgressView open(ProgressMode mode, Console console) {
        return switch (mode) {
            case AUTO ->
                new OutlineView(
                        console.terminal().interactive() ? new BarView(console) : new LineView(console), console);
            case BAR -> new OutlineView(new BarView(console), console);
            case JSON -> new OutlineView(new JsonView(console), console);
            case NONE -> new OutlineView(NONE, console);
        };
    }
}
