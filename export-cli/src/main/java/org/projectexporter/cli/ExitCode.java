package org.projectexporter.cli;

/** What the process returns to the shell; part of the command line's contract. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** An archive is not as it was when it was made. */
    static final int NOT_VERIFIED = 3;
    /** Done, but something that nobody asked to leave out is missing or changed. */
    static final int INCOMPLETE = 4;
    /** Stopped, and can be resumed: a full disk, a failure of input or output, SIGTERM; {@code EX_TEMPFAIL} of sysexits.h. */
    static final int STOPPED = 75;
    /** Ctrl-C, as shells number it: 128 + SIGINT; can be resumed too. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
