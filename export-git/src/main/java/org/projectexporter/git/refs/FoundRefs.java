package org.projectexporter.git.refs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Finds files of an archive that Git may read as refs and that would make it write elsewhere: when Git updates a
 * symbolic ref to {@code refs/../../x}, it uses the target as a path, despite git-check-ref-format(1)
 * ({@code split_symref_update} and {@code lock_raw_ref} in its {@code refs/files-backend.c}). They count if a folder
 * above them is a repository.
 */
public final class FoundRefs {
    /** No ref is larger. Git reads one of any size, and strips white space at its end. */
    private static final int LARGEST_REF = 64 << 10;

    private static final String REFS = "refs";
    private static final Pattern TABLE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]*\\.(?:ref|log)");
    private static final Set<String> ROOT_REFS =
            Set.of("AUTO_MERGE", "BISECT_EXPECTED_REV", "NOTES_MERGE_PARTIAL", "NOTES_MERGE_REF", "MERGE_AUTOSTASH");
    /** White space according to isspace(3). */
    private static final String BLANKS = " \t\n\u000b\f\r";

    private static final String SYMBOLIC = "ref:";

    /** The first such file of each folder that may be a repository. */
    private final Map<RawPath, RawPath> leadOut = new HashMap<>();

    /** Whether the content of an entry has to be {@linkplain #add added}, once it is known. */
    public boolean wantsContent(ArchiveEntry entry) {
        if (entry.type() != EntryType.FILE || !mayBeRef(entry.path())) {
            return false;
        }
        if (entry.size() > LARGEST_REF) {
            note(entry.path());
            return false;
        }
        return true;
    }

    private static boolean mayBeRef(RawPath path) {
        return isRootRef(path) || isBelowRefs(path) || isTableList(path);
    }

    /**
     * Git reads the tables that {@code tables.list} names, and deletes them after it has merged them into one. A file
     * system may accept other spellings of that name, so every file that is not a table counts as the list.
     */
    private static boolean isTableList(RawPath path) {
        return RelativePaths.parentOf(path).isNamed(ReftableStack.FOLDER)
                && !TABLE.matcher(path.fileName().toString()).matches();
    }

    /** {@code is_root_ref} in Git's {@code refs.c}. FETCH_HEAD does not contain a ref. */
    private static boolean isRootRef(RawPath path) {
        String name = path.fileName().toString();
        return (name.endsWith("HEAD") && !name.equals("FETCH_HEAD")) || ROOT_REFS.contains(name);
    }

    private static boolean isBelowRefs(RawPath path) {
        return path.parent() != null && ("/" + path.parent() + "/").contains("/" + REFS + "/");
    }

    /** Records the content of a file whose content {@linkplain #wantsContent is needed}. */
    public void add(RawPath path, byte[] content) {
        if (leadsOut(path, content)) {
            note(path);
        }
    }

    private static boolean leadsOut(RawPath path, byte[] content) {
        return isTableList(path) ? !namesTables(content) : leadsOut(content);
    }

    /** Names of files next to the list, one per line: reftable in Git's technical documentation, "Layout". */
    private static boolean namesTables(byte[] list) {
        return new String(list, StandardCharsets.ISO_8859_1).lines().allMatch(name -> TABLE.matcher(name)
                .matches());
    }

    /** Opens the content of a file. */
    public interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * Whether an import would refuse a file of a repository.
     *
     * @param below the path of the file, relative to the repository
     */
    public static boolean isRefused(RawPath below, long size, Opener content) throws IOException {
        RawPath folder = below.parent();
        boolean top = folder == null || folder.isRoot();
        boolean ref = top ? isRootRef(below) : below.startsWith(RawPath.of(REFS)) || isTableList(below);
        if (!ref || size > LARGEST_REF) {
            return ref;
        }
        try (InputStream in = content.open()) {
            return leadsOut(below, in.readNBytes(LARGEST_REF));
        }
    }

    /** {@code parse_loose_ref_contents} in Git's {@code refs/files-backend.c}. */
    static boolean leadsOut(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.startsWith(SYMBOLIC) && !isWithin(trimmed(text.substring(SYMBOLIC.length())));
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (end > start && BLANKS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        while (start < end && BLANKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start, end);
    }

    /** Whether a path is below {@code refs}. */
    private static boolean isWithin(String path) {
        if (!path.startsWith(REFS + "/") || path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')) {
            return false;
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private void note(RawPath path) {
        RawPath folder = RelativePaths.parentOf(path);
        if (isRootRef(path)) {
            leadOut.putIfAbsent(folder, path);
        }
        if (isTableList(path)) {
            leadOut.putIfAbsent(RelativePaths.parentOf(folder), path);
        }
        for (RawPath at = folder; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            if (at.fileName().toString().equals(REFS)) {
                leadOut.putIfAbsent(RelativePaths.parentOf(at), path);
            }
        }
    }

    /** Refuses an archive if one of its repositories has such a ref. */
    public void requireNone(Collection<RawPath> repositories) throws RefusedArchiveException {
        for (RawPath repository : repositories) {
            RawPath ref = leadOut.get(repository);
            if (ref != null) {
                throw new RefusedArchiveException(
                        ArchiveDefect.GIT_LEADS_OUT,
                        ref,
                        "it points Git to something other than a ref; nothing was imported");
            }
        }
    }
}
