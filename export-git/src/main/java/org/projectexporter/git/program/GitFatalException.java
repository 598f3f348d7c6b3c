package org.projectexporter.git.program;

import java.io.IOException;

/** Git has found that the repository is incomplete or damaged; the message is Git's own. */
public final class GitFatalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String report;

    GitFatalException(String message, String report) {
        super(message);
        this.report = report;
    }

    /** Everything that Git has reported about it, in lines. */
    public String report() {
        return report;
    }
}
