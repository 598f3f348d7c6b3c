package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** What was kept of an export was written by an older version of this program, which may be run once more. */
final class OlderJobException extends IOException {
    private static final long serialVersionUID = 1L;

    OlderJobException(int version) {
        super("its job.json is of version " + version + ", and this program reads from " + JobFile.OLDEST + " on");
    }
}
