package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Which repositories of an archive belong to which working trees, and which combinations may not be imported. A
 * checkout never writes through a name {@code .git} in a working tree, but does through any other name. So a repository
 * that has a working tree must be either below a {@code .git} or outside of every working tree, and no working tree may
 * be where a repository keeps files that Git reads. Otherwise a checkout could install a hook or a configuration, which
 * the next command would run.
 */
public final class WorktreeLinkRules {
    /**
     * A combination that may not be imported.
     *
     * @param file its source: a file {@code .git} or a configuration
     * @param why the reason, for messages
     * @param refused whether the archive is refused; otherwise it is a setting that may be left out, after which the
     *     repository has no working tree
     */
    public record Fault(RawPath file, String why, boolean refused) {}

    private static final RawPath GIT = RawPath.of(".git");
    private static final String MODULES = "/.git/modules/";

    /** All repositories, including those in a folder {@code .git} and damaged ones. */
    private final Set<RawPath> repositories;

    private final Predicate<RawPath> whole;
    /** The file by which a repository that is not in a {@code .git} has a working tree. */
    private final Map<RawPath, RawPath> inUse = new TreeMap<>();

    private final Set<RawPath> workTrees = new TreeSet<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * Rules for the repositories of an archive.
     *
     * @param whole whether Git would open a repository
     */
    public WorktreeLinkRules(Collection<RawPath> repositories, Predicate<RawPath> whole) {
        this.repositories = new TreeSet<>(repositories);
        this.whole = whole;
        for (RawPath repository : repositories) {
            if (repository.isNamed(GIT)) {
                workTrees.add(RelativePaths.parentOf(repository));
                checkPlace(repository, RelativePaths.parentOf(repository));
            }
        }
    }

    /** Adds a file {@code .git} that points to {@code target}; null if that is not a folder of the archive. */
    public void addFile(RawPath file, @Nullable RawPath target) {
        if (target == null || !repositories.contains(target) || !whole.test(target) || !isAllowed(target, file)) {
            faults.add(new Fault(file, "a .git that does not point to a repository of the archive", true));
            return;
        }
        RawPath workTree = RelativePaths.parentOf(file);
        workTrees.add(workTree);
        use(target, file);
        checkPlace(file, workTree);
    }

    /** Below a {@code .git}, only the repositories of submodules may belong to other working trees. */
    private static boolean isAllowed(RawPath target, RawPath file) {
        return sameTop(target, file) && (!isInGit(target) || ("/" + target).contains(MODULES));
    }

    /**
     * Adds the {@code core.worktree} in the configuration {@code file} of a repository.
     *
     * @param said the value of {@code core.worktree}
     * @param workTree the folder that it points to; null if that is not a folder of the archive
     */
    public void addWorkTree(RawPath repository, RawPath file, String said, @Nullable RawPath workTree) {
        if (workTree == null || !sameTop(workTree, repository)) {
            faults.add(new Fault(file, "core.worktree is " + said + ", which is not a folder of the project", true));
            return;
        }
        if (workTree.startsWith(repository)) {
            faults.add(new Fault(file, "a working tree in the repository itself", false));
            return;
        }
        workTrees.add(workTree);
        use(repository, file);
        checkPlace(file, workTree);
    }

    private void use(RawPath repository, RawPath file) {
        if (!isInGit(repository)) {
            inUse.putIfAbsent(repository, file);
        }
    }

    /** A working tree inside a repository, as a bare one may have, must have a name that has no meaning to Git. */
    private void checkPlace(RawPath file, RawPath workTree) {
        if (isInGit(workTree)) {
            faults.add(new Fault(file, "a working tree in a Git folder", file.isNamed(GIT)));
            return;
        }
        for (RawPath at = workTree; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            RawPath below = workTree.relativeTo(at);
            boolean named = below.isRoot() || GitSpelling.partOf(RelativePaths.first(below)) != null;
            if (named && repositories.contains(at)) {
                faults.add(new Fault(
                        file, "a working tree that is the repository " + at + ", or a part of it", file.isNamed(GIT)));
                return;
            }
        }
    }

    /** All faults that were found. */
    public List<Fault> faults() {
        List<Fault> all = new ArrayList<>(faults);
        inUse.forEach((repository, file) -> {
            RawPath around = workTreeAround(repository);
            if (around != null) {
                all.add(new Fault(
                        file,
                        "the repository " + repository + " is in the working tree " + around
                                + " under another name than .git, so that a checkout may change it",
                        file.isNamed(GIT)));
            }
        });
        return all;
    }

    private @Nullable RawPath workTreeAround(RawPath repository) {
        for (RawPath at = repository; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            if (workTrees.contains(at)) {
                return at;
            }
        }
        return null;
    }

    private static boolean sameTop(RawPath one, RawPath other) {
        return RelativePaths.first(one).equals(RelativePaths.first(other));
    }

    /** Whether some file system considers a segment of a path equal to {@code .git}. */
    private static boolean isInGit(RawPath path) {
        byte[] bytes = path.bytes();
        int from = 0;
        for (int to = 0; to <= bytes.length; to++) {
            if (to == bytes.length || bytes[to] == '/') {
                if (GitSpelling.isGitSomewhere(bytes, from, to)) {
                    return true;
                }
                from = to + 1;
            }
        }
        return false;
    }
}
