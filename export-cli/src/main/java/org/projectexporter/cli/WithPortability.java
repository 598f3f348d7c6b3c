package org.projectexporter.cli;

import java.util.List;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.ProgressEvent;

/** A view that is followed by messages about what other systems cannot keep, before anything is written. */
final class WithPortability implements ProgressView {
    private final ProgressView view;
    private final Console console;

    WithPortability(ProgressView view, Console console) {
        this.view = view;
        this.console = console;
    }

    @Override
    public void onProgress(ProgressEvent event) {
        view.onProgress(event);
    }

    @Override
    public void onPortability(List<PortabilityIssue> issues) {
        view.close(); // a bar would stand in the way; it is drawn again
        PortabilityText.lines(issues).forEach(console::message);
    }

    @Override
    public void close() {
        view.close();
    }
}
