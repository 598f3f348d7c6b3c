package org.projectexporter.internal.layout;

import java.util.Locale;
import java.util.StringJoiner;

/** Commands for recipients of an archive, with file names quoted for the shells of their systems. */
public final class ShellCommands {
    /** A length in characters that cmd.exe accepts. */
    private static final int LONGEST_COMMAND = 8000;

    private ShellCommands() {}

    /** A file name for a POSIX shell; no program parses it as an option. */
    public static String unix(String name) {
        String file = name.startsWith("-") ? "./" + name : name;
        return file.matches("[A-Za-z0-9._+=:@%/-]+") ? file : "'" + file.replace("'", "'\\''") + "'";
    }

    /** A file name for cmd.exe. */
    public static String windows(String name) {
        return '"' + name + '"';
    }

    /**
     * Joins volumes in a POSIX shell: with a pattern, since the shell sorts matches, which is the order of the numbers
     * if all have three digits.
     */
    public static String unixJoin(String archive, int volumes) {
        String three = unix(archive) + ".[0-9][0-9][0-9]";
        String all = volumes < 1000 ? three : three + " " + unix(archive) + ".[0-9][0-9][0-9][0-9]";
        return "cat " + all + " > " + unix(archive);
    }

    /**
     * Joins volumes in cmd.exe: with every name, since {@code copy} takes the matches of a pattern in any order.
     * Limited by the length of a command.
     */
    public static String windowsJoin(String archive, int volumes) {
        StringJoiner names = new StringJoiner(" + ", "copy /b ", " " + windows(archive));
        for (int number = 1; number <= volumes; number++) {
            names.add(windows(volume(archive, number)));
        }
        return names.length() <= LONGEST_COMMAND
                ? names.toString()
                : "(too many volumes for one command; use 7-Zip instead)";
    }

    /** The name of a volume. */
    public static String volume(String archive, int number) {
        return String.format(Locale.ROOT, "%s.%03d", archive, number);
    }
}
