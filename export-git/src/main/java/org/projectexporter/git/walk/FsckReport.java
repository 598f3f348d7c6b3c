package org.projectexporter.git.walk;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitOutput;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/**
 * Reports what git-fsck(1) finds broken in the objects of a repository that is exported as it is: it reads each object
 * once, and follows what each of them needs.
 */
public final class FsckReport {
    private static final int MOST = 1000;
    private static final Pattern MISSING = Pattern.compile("missing (\\w+) ([0-9a-f]{40,64})");
    private static final Pattern FILE =
            Pattern.compile("objects/(?:pack/[^ :'/]+\\.(?:pack|idx)|[0-9a-f]{2}/[0-9a-f]{38,62})");

    private final GitFolder repository;
    private final PlanSink sink;
    private final Set<RawPath> known;
    private final Set<String> reported = new HashSet<>();

    private FsckReport(GitFolder repository, PlanSink sink, Set<RawPath> known) {
        this.repository = repository;
        this.sink = sink;
        this.known = new HashSet<>(known);
    }

    /**
     * Reports everything. A note says so if Git cannot be run, or if objects may be absent because a remote has
     * promised them.
     *
     * @param known files in the repository's folder of which it is already reported that they are broken
     */
    public static void report(GitFolder repository, RefTips tips, Set<RawPath> known, PlanSink sink, HeapShare heap)
            throws IOException {
        FsckReport report = new FsckReport(repository, sink, known);
        if (tips.kind().partial()) {
            report.note("it is a partial clone");
            return;
        }
        try (PrivateGit git = PrivateGit.open(repository.file(), tips, repository.context())) {
            List<Iterable<String>> all = List.of(tips.ids(), tips.stashed());
            IdList present = git.present(() -> all.stream().flatMap(Streams::of).iterator(), heap);
            git.setRefs(present);
            present.clear();
            report.run(git);
        } catch (GitFatalException e) {
            report.addError(String.valueOf(e.getMessage()));
        } catch (GitUnavailableException e) {
            report.note("git is needed for this, but " + e.getMessage());
        }
    }

    private void run(PrivateGit git) throws IOException {
        try (GitOutput output =
                git.run(List.of(), "fsck", "--full", "--no-dangling", "--no-reflogs", "--no-progress")) {
            for (String line = output.line(); line != null; line = output.line()) {
                addMissing(line);
            }
            for (String line : output.errors(MOST)) {
                addError(line.replace(git.objects() + "/", "objects/"));
            }
        }
    }

    private void note(String why) {
        sink.report(Finding.of(
                Finding.Kind.NOTE,
                repository.inArchive(),
                "whether more of its objects are broken is not known: " + why));
    }

    private void addMissing(String line) {
        Matcher missing = MISSING.matcher(line);
        if (missing.matches()) {
            add(RawPath.ROOT, "the " + missing.group(1) + " " + missing.group(2) + " is missing");
        }
    }

    private void addError(String line) {
        Matcher file = FILE.matcher(line);
        RawPath path = file.find() ? RawPath.of(file.group()) : RawPath.ROOT;
        boolean reported = StrayFiles.isOfOtherProgram(path) || line.contains("alternate");
        if (!reported && (path.isRoot() || known.add(path))) {
            add(path, "git fsck reports: " + line);
        }
    }

    private void add(RawPath path, String what) {
        if (reported.size() < MOST && reported.add(what)) {
            sink.report(Damage.finding(repository, path, what));
        }
    }
}
