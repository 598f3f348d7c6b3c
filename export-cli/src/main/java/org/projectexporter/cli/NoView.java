package org.projectexporter.cli;

import org.projectexporter.ProgressEvent;

/** Shows nothing. */
final class NoView implements ProgressView {
    @Override
    public void onProgress(ProgressEvent event) {}

    @Override
    public void close() {}
}
