package org.projectexporter.spi.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many files this process may have open at once (getrlimit(2), {@code RLIMIT_NOFILE}). What is kept open only to
 * save time must leave room for what has to be opened.
 */
public final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path ANY = Path.of("/dev/null");
    private static final String NAME = "Max open files";

    /** The default of macOS, the smallest of today's systems. */
    private static final int USUAL = 256;

    private static final int LIMIT = read();

    private OpenFiles() {}

    private static int read() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith(NAME)) {
                    return parse(line.substring(NAME.length()).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            return USUAL;
        }
        return USUAL;
    }

    /** The first of two columns, the limit in force (proc_pid_limits(5)). */
    private static int parse(String limits) {
        String soft = List.of(limits.split(" +")).get(0);
        return soft.equals("unlimited") ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(soft));
    }

    /** {@return the limit; a low one where it is not known} */
    public static int limit() {
        return LIMIT;
    }

    /**
     * {@return a part of the limit}
     *
     * @param divisor of the limit
     * @param fewest the result is not less
     * @param most the result is not more
     */
    public static int share(int divisor, int fewest, int most) {
        return Math.max(fewest, Math.min(most, LIMIT / divisor));
    }

    /** {@return whether no further file can be opened at this moment, which explains why opening one has failed} */
    public static boolean areUsedUp() {
        if (!Files.exists(ANY)) {
            return false;
        }
        try {
            Files.newByteChannel(ANY).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
