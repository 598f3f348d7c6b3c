package org.projectexporter.git.folder;

import java.util.Locale;
import java.util.Set;

import org.projectexporter.spi.RawPath;

/** Names of files below {@code .git} that never travel: gitrepository-layout(5), and what tools put beside. */
public final class GitNames {
    private static final Set<String> CREDENTIALS =
            Set.of("credentials", ".git-credentials", "cookies", ".netrc", "_netrc", ".env");

    private GitNames() {}

    /** A lock file: somebody is writing, or was killed while writing. No ref's name may end so: git-check-ref-format(1). */
    public static boolean isLock(RawPath path) {
        return name(path).endsWith(".lock");
    }

    /** An object or pack that is being written, or was left behind. */
    public static boolean isTemporaryObject(RawPath path) {
        String name = name(path);
        return name.startsWith("tmp_")
                || name.startsWith(".tmp-")
                || name.startsWith("incoming-")
                || name.startsWith("tmp-objdir-");
    }

    /** A reftable that is being written, or was left behind: Git moves it to its name when it is whole. */
    static boolean isTemporaryTable(RawPath path) {
        return name(path).contains(".temp.");
    }

    public static boolean isCredentials(RawPath path) {
        String name = name(path).toLowerCase(Locale.ROOT);
        return CREDENTIALS.contains(name) || name.endsWith(".credentials") || name.endsWith(".cookies");
    }

    private static String name(RawPath path) {
        return path.fileName().toString();
    }
}
