package org.projectexporter.cli;

import org.projectexporter.ExportOutline;
import org.projectexporter.ProgressEvent;

/** Says on standard error, before the first byte is written, what the user should know by then; another view shows the rest. */
final class OutlineView implements ProgressView {
    private final ProgressView view;
    private final Console console;

    OutlineView(ProgressView view, Console console) {
        this.view = view;
        this.console = console;
    }

    @Override
    public void onPlanned(ExportOutline outline) {
        view.close(); // a bar would stand in the way; it is drawn again
        outline.outside().forEach(folder -> console.message("reads outside the project: " + folder));
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
