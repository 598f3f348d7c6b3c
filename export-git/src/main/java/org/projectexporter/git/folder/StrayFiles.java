package org.projectexporter.git.folder;

import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * Files that other programs and people put among the refs, reflogs and objects of a repository, and that Git passes
 * over: {@code files-backend.c} in Git ignores what is not a ref, at most with a warning.
 */
public final class StrayFiles {
    /** In other spellings than those in the table, since some file systems ignore case. */
    private static final Pattern OF_SYSTEM =
            Pattern.compile("(?i)desktop\\.ini|(?:eh)?thumbs\\.db|icon\\r|\\.ds_store");

    /** Texts, and what sync tools make of a file that was changed in two places. */
    private static final Pattern OF_PEOPLE_AND_SYNC_TOOLS = Pattern.compile("(?i)readme(?:\\..*)?|.*(?:conflicted copy"
            + "|case conflict|\\.sync-conflict-|sfconflict|_conflict-\\d|\\.conflict\\b|\\[conflict).*");

    /** git-check-ref-format(1), for one name of a path. */
    private static final Pattern NO_REF_NAME =
            Pattern.compile("(?s)\\..*|.*\\.lock|.*(?:\\.\\.|@\\{|[\\x00-\\x20\\x7f~^:?*\\[\\\\]).*|.*\\.");

    private StrayFiles() {}

    /** Whether a file, or a folder above it, is named as the operating system or a sync tool names its own files. */
    public static boolean isOfOtherProgram(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            GitFolderRow row = GitFolderTable.byName(at);
            boolean known = row != null && row.rule() == FolderRule.DERIVED;
            if (known || OF_SYSTEM.matcher(at.fileName().toString()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a file below {@code refs} or {@code logs} that does not contain what Git expects is no damage. */
    public static boolean isPassedOver(RawPath path) {
        return isOfOtherProgram(path)
                || !isRefName(path)
                || OF_PEOPLE_AND_SYNC_TOOLS.matcher(path.fileName().toString()).matches();
    }

    /** Whether Git accepts a path as the name of a ref. */
    public static boolean isRefName(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            if (NO_REF_NAME.matcher(at.fileName().toString()).matches()) {
                return false;
            }
        }
        return true;
    }
}
