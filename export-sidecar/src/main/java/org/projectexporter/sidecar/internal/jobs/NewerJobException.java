package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** The state of an export was written by a newer version of this program, which may be installed again. */
final class NewerJobException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerJobException(int version) {
        super("its job.json has version " + version + ", but this program reads at most version " + JobFile.VERSION);
    }
}
