package org.projectexporter.git.folder;

import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * Names of files below {@code .git} that are never exported: those of gitrepository-layout(5), and those of other
 * tools.
 */
public final class GitNames {
    private static final Pattern LIKE_CONFIG = Pattern.compile("(?is)[^a-z]*(?:git)?config.*|.*[^a-z](?:git)?config");

    private GitNames() {}

    /**
     * A lock file: a process is writing, or was killed while writing. The name of a ref cannot end like this:
     * git-check-ref-format(1).
     */
    public static boolean isLock(RawPath path) {
        return name(path).endsWith(".lock");
    }

    /** An object or pack that is being written, or whose writer was killed. */
    public static boolean isTemporaryObject(RawPath path) {
        String name = name(path);
        return name.startsWith("tmp_")
                || name.startsWith(".tmp-")
                || name.startsWith("incoming-")
                || name.startsWith("tmp-objdir-");
    }

    /** A reftable that is being written, or whose writer was killed: Git renames it when it is complete. */
    static boolean isTemporaryTable(RawPath path) {
        return name(path).contains(".temp.");
    }

    /**
     * Whether a file is called like a configuration: {@code config} with anything added by an editor, a sync tool or a
     * person, as in {@code config~}, {@code config (conflicted copy)} and {@code Copy of config}.
     */
    public static boolean isLikeConfig(RawPath path) {
        return LIKE_CONFIG.matcher(name(path)).matches();
    }

    private static String name(RawPath path) {
        return path.fileName().toString();
    }
}
