package org.projectexporter.cli;

/** The exit codes; part of the command line's contract. */
public final class ExitCode {
    /** Done, and nothing is missing that no option or default leaves out. */
    public static final int DONE = 0;
    /** Any failure that has no code of its own. */
    public static final int FAILED = 1;
    /** The command line or a value in it is invalid. */
    public static final int USAGE = 2;
    /** An archive has changed since it was made, or is damaged. */
    public static final int NOT_VERIFIED = 3;
    /** Done, but something is missing or changed that no option or default leaves out. */
    public static final int INCOMPLETE = 4;
    /** Stopped, and can be resumed: a full disk, an I/O error, SIGTERM; {@code EX_TEMPFAIL} of sysexits.h. */
    public static final int STOPPED = 75;
    /** Ctrl-C, numbered as shells do: 128 + SIGINT; can be resumed too. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
