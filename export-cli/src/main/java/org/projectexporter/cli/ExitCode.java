package org.projectexporter.cli;

/** What the process returns to the shell; part of the command line's contract. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** An archive is not as it was when it was made. */
    public static final int NOT_VERIFIED = 3;
    /** Done, but something that nobody asked to leave out is missing or changed. */
    public static final int INCOMPLETE = 4;
    /** Stopped, and can be resumed: a full disk, a failure of input or output, SIGTERM; {@code EX_TEMPFAIL} of sysexits.h. */
    public static final int STOPPED = 75;
    /** Ctrl-C, as shells number it: 128 + SIGINT; can be resumed too. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
