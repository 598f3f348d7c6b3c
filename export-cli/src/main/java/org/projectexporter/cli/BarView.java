package org.projectexporter.cli;

import java.io.PrintStream;

import org.projectexporter.ProgressEvent;

/**
 * One line on a terminal, redrawn in place. It uses only carriage returns and blanks, so that it works on any terminal.
 */
final class BarView implements ProgressView {
    private final PrintStream err;
    private final BarLine line;
    private int drawnColumns;

    BarView(Console console) {
        err = console.err();
        // The last column stays free: some terminals wrap when it is written.
        line = new BarLine(console.terminal().columns() - 1, console.terminal().colour());
    }

    @Override
    public synchronized void onProgress(ProgressEvent event) {
        if (event.type() != ProgressEvent.Type.EXPORT_PROGRESS) {
            close();
            return;
        }
        BarLine.Drawing drawing = line.draw(event);
        err.print("\r" + drawing.text() + " ".repeat(Math.max(0, drawnColumns - drawing.columns())));
        err.flush();
        drawnColumns = drawing.columns();
    }

    /** Wipes the line. */
    @Override
    public synchronized void close() {
        if (drawnColumns > 0) {
            err.print("\r" + " ".repeat(drawnColumns) + "\r");
            err.flush();
            drawnColumns = 0;
        }
    }
}
