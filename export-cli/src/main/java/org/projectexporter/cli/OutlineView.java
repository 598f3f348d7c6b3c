package org.projectexporter.cli;

import org.projectexporter.ExportOutline;
import org.projectexporter.ProgressEvent;

/**
 * Prints on standard error, before the first byte is written, what the user should know by then; another view shows
 * progress.
 */
final class OutlineView implements ProgressView {
    private final ProgressView view;
    private final Console console;

    OutlineView(ProgressView view, Console console) {
        this.view = view;
        this.console = console;
    }

    @Override
    public void onPlanned(ExportOutline outline) {
        view.close(); // clears the bar, which is redrawn later
        outline.outside().forEach(folder -> console.message("reading outside the project: " + folder));
        PortabilityText.lines(outline.portability()).forEach(console::message);
    }

    @Override
    public void onProgress(ProgressEvent event) {
        view.onProgress(event);
    }

    @Override
    public void close() {
        view.close();
    }
}
