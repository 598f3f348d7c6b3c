package org.projectexporter.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.spi.SourceContext;

/** Commits counted by Git itself: with ids that JGit does not know, and where parents are not those that a commit names. */
final class CommitsByGit {
    private final PrivateGit git;
    private final Set<String> cutOff;

    private CommitsByGit(PrivateGit git, Set<String> cutOff) {
        this.git = git;
        this.cutOff = cutOff;
    }

    /**
     * Counts.
     *
     * @throws UnansweredException if Git could not be asked
     */
    static CommitCount count(Path gitFolder, RefTips tips, SourceContext context) throws IOException {
        try (PrivateGit git = PrivateGit.open(gitFolder, tips, context)) {
            return new CommitsByGit(git, cutOff(gitFolder)).count(tips);
        } catch (FatalException e) {
            throw GitErrors.broken(gitFolder, "git says " + e.getMessage(), e);
        }
    }

    /** Where a shallow clone ends: one id a line (gitrepository-layout(5), "shallow"). */
    private static Set<String> cutOff(Path gitFolder) throws IOException {
        byte[] shallow = SmallFile.readIfPresent(GitDirs.find(gitFolder, "shallow"));
        return shallow == null
                ? Set.of()
                : new LinkedHashSet<>(
                        new String(shallow, StandardCharsets.US_ASCII).lines().toList());
    }

    private CommitCount count(RefTips tips) throws IOException {
        Set<String> all = new LinkedHashSet<>(tips.logged());
        all.removeAll(git.missing(all));
        all.addAll(tips.refs().values());
        try {
            return count(all);
        } catch (FatalException e) {
            return CommitCount.unknown(
                    count(new ArrayList<>(tips.refs().values())).roots(), CommitCount.PRUNED);
        }
    }

    private CommitCount count(Collection<String> tips) throws IOException {
        long count = 0;
        Set<String> roots = new TreeSet<>();
        try (GitOutput output = git.ask(tips, "rev-list", "--parents", "--stdin")) {
            for (String line = output.line(); line != null; line = output.line()) {
                count++;
                if (line.indexOf(' ') < 0 && !cutOff.contains(line)) {
                    roots.add(line);
                }
            }
            output.requireSuccess();
        }
        return new CommitCount(OptionalLong.of(count), roots);
    }
}
