package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** The state of an export was written by an older version of this program, which may be installed again. */
final class OlderJobException extends IOException {
    private static final long serialVersionUID = 1L;

    OlderJobException(int version) {
        super("its job.json has version " + version + ", but this program reads version " + JobFile.OLDEST
                + " or newer");
    }
}
