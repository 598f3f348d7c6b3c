package org.projectexporter.internal.exporting.plan;

import java.io.IOException;

/** The target's file system failed while something was planned, as opposed to the project's. */
final class WorkFolderException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A step that writes or reads the work folder. */
    interface Step<T> {
        T run() throws IOException;
    }

    private WorkFolderException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** The result of a step. */
    static <T> T reported(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (WorkFolderException e) {
            throw e;
        } catch (IOException e) {
            throw new WorkFolderException(e);
        }
    }
}
