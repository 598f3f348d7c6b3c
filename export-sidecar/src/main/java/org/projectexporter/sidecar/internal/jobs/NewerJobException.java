package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** What was kept of an export was written by a newer version of this program, which may come back. */
final class NewerJobException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerJobException(int version) {
        super("its job.json is of version " + version + ", and this program reads up to " + JobFile.VERSION);
    }
}
