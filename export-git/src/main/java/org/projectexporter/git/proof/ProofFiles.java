package org.projectexporter.git.proof;

import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.RawPath;

/**
 * The files of an archive that its repositories are followed with, wherever these may be: refs, reflogs, indexes,
 * configurations and objects, gitrepository-layout(5). Media are not among them, neither those of the working tree nor
 * those of Git LFS.
 */
public final class ProofFiles {
    private static final Set<String> NAMES =
            Set.of(".git", "HEAD", "config", "config.worktree", "packed-refs", "shallow", "index");
    /** A file of a single ref is smaller: a larger one is refused by an import. */
    private static final long LARGEST_REF = 64 << 10;

    private static final Pattern LOOSE = Pattern.compile(
            "(?:.*/)?objects/[0-9a-f]{2}/(?:[0-9a-f]{" + (IdFormat.SHA1.digits() - 2) + "}|[0-9a-f]{"
                    + (IdFormat.SHA256.digits() - 2) + "})",
            Pattern.DOTALL);
    private static final Pattern IN_STORE =
            Pattern.compile("(?:.*/)?(?:objects/(?:pack|info)|reftable)/[^/]*", Pattern.DOTALL);
    private static final Pattern LOG = Pattern.compile("(?:.*/)?logs/refs/.*", Pattern.DOTALL);
    private static final Pattern REF = Pattern.compile("(?:.*/)?refs/.*", Pattern.DOTALL);
    private static final Pattern GRAFTS = Pattern.compile("(?:.*/)?info/grafts", Pattern.DOTALL);

    private ProofFiles() {}

    /** Whether a file may be one of them. */
    public static boolean contain(ArchiveEntry file) {
        RawPath path = file.path();
        String name = path.fileName().toString();
        String whole = path.toString();
        return NAMES.contains(name)
                || name.startsWith("sharedindex.")
                || IN_STORE.matcher(whole).matches()
                || LOOSE.matcher(whole).matches()
                || LOG.matcher(whole).matches()
                || GRAFTS.matcher(whole).matches()
                || (file.size() <= LARGEST_REF && REF.matcher(whole).matches());
    }
}
