package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** The workspace's folder does not exist or cannot be read, for example because its disk is not mounted. */
public final class WorkspaceGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    WorkspaceGoneException(Exception cause) {
        super("the workspace cannot be read; mount its disk, create its folder, or use another one", cause);
    }
}
