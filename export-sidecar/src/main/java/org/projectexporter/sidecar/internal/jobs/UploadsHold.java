package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prevents the removal of uploads until it is closed. Not thread-safe. */
final class UploadsHold implements AutoCloseable {
    private final List<Upload> uploads = new ArrayList<>();

    void add(Upload upload) throws JobException {
        upload.use();
        uploads.add(upload);
    }

    /** The files, in the order in which they were added. */
    List<Path> files() {
        return uploads.stream().map(Upload::data).toList();
    }

    @Override
    public void close() {
        uploads.forEach(Upload::release);
        uploads.clear();
    }
}
