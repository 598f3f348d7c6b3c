package org.projectexporter.git.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.Lines;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitOutput;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/** Counts commits with the program {@code git}: for ids that JGit does not support, and if parents are replaced. */
final class CommitsByGit {
    private final PrivateGit git;
    private final Set<String> cutOff;
    private final HeapShare heap;

    private CommitsByGit(PrivateGit git, Set<String> cutOff, HeapShare heap) {
        this.git = git;
        this.heap = heap;
        this.cutOff = cutOff;
    }

    /**
     * Counts the commits of a repository.
     *
     * @throws GitUnavailableException if Git could not be run
     */
    static CommitCount count(Path gitFolder, RefTips tips, SourceContext context, HeapShare heap) throws IOException {
        try (PrivateGit git = PrivateGit.open(gitFolder, tips, context)) {
            return new CommitsByGit(git, cutOff(gitFolder), heap).count(tips);
        } catch (GitFatalException e) {
            throw GitErrors.broken(gitFolder, "git reports: " + e.getMessage(), e);
        }
    }

    /** The boundary of a shallow clone: one id per line (gitrepository-layout(5), "shallow"). */
    private static Set<String> cutOff(Path gitFolder) throws IOException {
        Set<String> ids = new HashSet<>();
        try (InputStream in = SmallFile.open(GitDirs.find(gitFolder, "shallow"));
                OutputStream lines = new Lines(IdFormat.SHA256.digits(), (line, whole) -> ids.add(line))) {
            in.transferTo(lines);
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return ids;
    }

    private CommitCount count(RefTips tips) throws IOException {
        Iterable<String> logged = git.present(tips.logged(), heap);
        try {
            Iterable<String> known = tips.ids();
            return count(
                    () -> Stream.concat(Streams.of(logged), Streams.of(known)).iterator());
        } catch (GitFatalException e) {
            return CommitCount.unknown(count(tips.ids()).roots(), CommitCount.PRUNED);
        }
    }

    private CommitCount count(Iterable<String> tips) throws IOException {
        long count = 0;
        Set<String> roots = new TreeSet<>();
        try (GitOutput output = git.run(tips, "rev-list", "--parents", "--stdin")) {
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
