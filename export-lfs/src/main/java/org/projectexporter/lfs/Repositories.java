package org.projectexporter.lfs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.git.RepositoryFiles;
import org.projectexporter.spi.SourceContext;

/**
 * Finds the repository that contains a file of the working tree, as Git does, but without reading folders that may not
 * be read.
 */
final class Repositories {
    /**
     * A repository that a folder belongs to.
     *
     * @param gitFolder the folder that contains its LFS store; null if it may not be read, or does not exist
     */
    record Repository(@Nullable Path gitFolder) {}

    private static final byte[] GITDIR = {'g', 'i', 't', 'd', 'i', 'r', ':', ' '};
    private static final int MAX_PATH_BYTES = 1 << 16;

    private final SourceContext context;
    private final Map<Path, Optional<Repository>> byFolder = new HashMap<>();

    Repositories(SourceContext context) {
        this.context = context;
    }

    /** The innermost repository that contains a folder of the project; empty if there is none. */
    Optional<Repository> around(Path folder) throws IOException {
        Optional<Repository> known = byFolder.get(folder);
        if (known == null) {
            known = find(folder);
            byFolder.put(folder, known);
        }
        return known;
    }

    private Optional<Repository> find(Path folder) throws IOException {
        Optional<Repository> here = at(folder.resolve(".git"));
        Path parent = folder.getParent();
        if (here.isPresent() || parent == null || folder.equals(context.projectFolder())) {
            return here;
        }
        return around(parent);
    }

    /** A {@code .git} is the Git folder, a link to it, or a file that names it (gitrepository-layout(5)). */
    private Optional<Repository> at(Path dotGit) throws IOException {
        if (Files.isRegularFile(dotGit, LinkOption.NOFOLLOW_LINKS)) {
            return atFile(dotGit);
        }
        if (Files.isSymbolicLink(dotGit) || GitFolders.isGitFolder(dotGit)) {
            return Optional.of(new Repository(common(dotGit)));
        }
        return Optional.empty();
    }

    /** In a subfolder, one that leads nowhere counts as little to Git as one that does not exist. */
    private Optional<Repository> atFile(Path dotGit) throws IOException {
        byte[] text = SmallFile.read(dotGit, MAX_PATH_BYTES);
        Path folder = dotGit.resolveSibling("");
        boolean names = Arrays.equals(text, 0, Math.min(text.length, GITDIR.length), GITDIR, 0, GITDIR.length);
        if (!names) {
            return Optional.empty();
        }
        Path target = RepositoryFiles.resolve(folder, text, GITDIR.length);
        boolean own = dotGit.equals(context.projectFolder().resolve(".git"));
        return Files.notExists(target) && !own ? Optional.empty() : Optional.of(new Repository(common(target)));
    }

    /**
     * A Git folder itself, or that of the main worktree if it belongs to a linked one (the file {@code commondir}).
     */
    private @Nullable Path common(Path gitFolder) throws IOException {
        Path real = admitted(gitFolder);
        if (real == null || !Files.isRegularFile(real.resolve("commondir"), LinkOption.NOFOLLOW_LINKS)) {
            return real;
        }
        byte[] text = SmallFile.read(real.resolve("commondir"), MAX_PATH_BYTES);
        return admitted(RepositoryFiles.resolve(real, text, 0));
    }

    private @Nullable Path admitted(Path gitFolder) throws IOException {
        try {
            Path real = gitFolder.toRealPath();
            boolean allowed = context.isAllowed(real) || context.allowsRepositoryFolders();
            if (!allowed || !GitFolders.isGitFolder(real)) {
                return null;
            }
            if (!real.startsWith(context.projectFolder())) {
                context.readsOutside(real);
            }
            return real;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
