package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** The workspace's folder does not exist or cannot be read, for example because its disk is not mounted. */
public final class WorkspaceGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    WorkspaceGoneException(IOException cause) {
        super(
                "the workspace cannot be read; mount its disk or create its folder, or start the server with another one");
        initCause(cause);
    }
}
