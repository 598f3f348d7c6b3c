package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.List;

import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/**
 * What is known about an untrusted configuration: how it is imported if the folder that contains it is a repository.
 *
 * @param file its path in the archive
 * @param notes what to report in that case
 * @param workTrees values of {@code core.worktree} in it
 * @param hasLfs whether it has the Git LFS filter
 * @param shared whether it shares the repository with a group
 * @param refusal why it may not be imported; null if it may
 */
public record FoundConfig(
        RawPath file,
        List<ImportNote> notes,
        List<String> workTrees,
        boolean hasLfs,
        boolean shared,
        @Nullable RefusedArchiveException refusal) {
    private static final RawPath CONFIG = RawPath.of("config");
    private static final RawPath OF_WORKTREE = RawPath.of("config.worktree");

    /** Copies the lists. */
    public FoundConfig {
        notes = List.copyOf(notes);
        workTrees = List.copyOf(workTrees);
    }

    /** Examines the content of a configuration. */
    public static FoundConfig of(RawPath file, byte[] content) {
        try {
            return of(ImportedConfig.of(file, content));
        } catch (RefusedArchiveException e) {
            return new FoundConfig(file, List.of(), List.of(), false, false, e);
        }
    }

    /** What is known about a configuration that is imported. */
    public static FoundConfig of(ImportedConfig config) {
        return new FoundConfig(
                config.file(), config.notes(), config.workTrees(), config.hasLfs(), config.isShared(), null);
    }

    /** Whether a file has the name of a configuration. */
    public static boolean isConfigName(RawPath path) {
        return path.isNamed(CONFIG) || path.isNamed(OF_WORKTREE);
    }

    /** Whether it is the repository's main configuration, not that of a single worktree. */
    boolean isMain() {
        return file.isNamed(CONFIG);
    }

    void requireAllowed() throws RefusedArchiveException {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Reports how an import changes the configuration. */
    public void report(RestoreContext context) {
        notes.forEach(note -> context.report(note.kind(), file, note.what()));
    }
}
