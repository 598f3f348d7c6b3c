package org.projectexporter;

import java.util.List;

/**
 * What was read back from the disk differs from what the export wrote. The archive did not get its name, and was
 * removed.
 */
public final class VerificationFailedException extends ExportException {
    private static final long serialVersionUID = 1L;

    private final transient List<VerifyResult.Problem> problems;

    /**
     * Creates the exception.
     *
     * @param message one line for people
     * @param problems what is wrong; at least one
     */
    public VerificationFailedException(String message, List<VerifyResult.Problem> problems) {
        super(Reason.VERIFICATION_FAILED, message);
        this.problems = List.copyOf(problems);
    }

    /** {@return what is wrong; if there are very many problems, only the first ones} */
    public List<VerifyResult.Problem> problems() {
        return problems;
    }
}
