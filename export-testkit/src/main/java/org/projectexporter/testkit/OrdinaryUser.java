package org.projectexporter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts programs with the rights of an ordinary user, whoever runs the tests. If that is root, they keep its user id
 * but lose its privileges over files: then file modes apply to them as to any owner. Source: capabilities(7),
 * setpriv(1).
 */
public final class OrdinaryUser {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";
    /** Bits of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH. */
    private static final long MODES_DO_NOT_BIND = 1 << 1 | 1 << 2;
    /** Bit of CAP_CHOWN. */
    private static final long GIVES_FILES_AWAY = 1 << 0;

    private OrdinaryUser() {}

    /**
     * The prefix for a command; empty if modes apply to this process anyway. Skips the test, loudly, if there is no
     * way.
     */
    public static String[] prefix() {
        if (modesBind()) {
            return new String[0];
        }
        Tools.require("setpriv");
        return new String[] {"setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner,-chown,-fsetid"};
    }

    private static boolean modesBind() {
        return (capabilities() & MODES_DO_NOT_BIND) == 0;
    }

    /** Whether this process can give files to other users, as root can. */
    public static boolean mayGiveFilesAway() {
        return (capabilities() & GIVES_FILES_AWAY) != 0;
    }

    /** The effective capabilities; none on systems without them. */
    private static long capabilities() {
        try {
            return !Files.isReadable(STATUS) ? 0 : effective(Files.readAllLines(STATUS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long effective(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(EFFECTIVE))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring(EFFECTIVE.length()).strip(), 16))
                .findFirst()
                .orElse(0);
    }
}
