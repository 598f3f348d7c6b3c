package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.List;

import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/**
 * What is known of a configuration that comes from anyone: what becomes of it if the folder that it is in is a repository.
 *
 * @param file where it is in the archive
 * @param notes what has to be reported then
 * @param workTrees values of {@code core.worktree} in it
 * @param hasLfs whether it has the filter of Git LFS
 * @param refusal why it may not come in; null if it may
 */
public record FoundConfig(
        RawPath file,
        List<ImportNote> notes,
        List<String> workTrees,
        boolean hasLfs,
        @Nullable RefusedArchiveException refusal) {
    private static final RawPath CONFIG = RawPath.of("config");
    private static final RawPath OF_WORKTREE = RawPath.of("config.worktree");

    public FoundConfig {
        notes = List.copyOf(notes);
        workTrees = List.copyOf(workTrees);
    }

    public static FoundConfig of(RawPath file, byte[] content) {
        try {
            return of(ImportedConfig.of(file, content));
        } catch (RefusedArchiveException e) {
            return new FoundConfig(file, List.of(), List.of(), false, e);
        }
    }

    /** What is known of one that comes in. */
    public static FoundConfig of(ImportedConfig config) {
        return new FoundConfig(config.file(), config.notes(), config.workTrees(), config.hasLfs(), null);
    }

    /** Whether a file has the name of one. */
    public static boolean isOne(RawPath path) {
        return path.isNamed(CONFIG) || path.isNamed(OF_WORKTREE);
    }

    /** Whether it is the configuration itself, not that of one worktree. */
    boolean isMain() {
        return file.isNamed(CONFIG);
    }

    void requireAllowed() throws RefusedArchiveException {
        if (refusal != null) {
            throw refusal;
        }
    }

    public void report(RestoreContext context) {
        notes.forEach(note -> context.report(note.kind(), file, note.what()));
    }
}
