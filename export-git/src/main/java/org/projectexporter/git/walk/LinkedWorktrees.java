package org.projectexporter.git.walk;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitOutput;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.refs.ReftableHead;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Reports the other worktrees of a repository, which are not exported: git-worktree(1). The report names the HEAD of
 * each, and warns if its commit cannot be reached in the archive.
 */
public final class LinkedWorktrees {
    private static final String NO_REF =
            "no exported branch or tag contains the commit that is checked out in this worktree; create a branch there,"
                    + " then export again."
                    + " In this archive, git fsck --lost-found finds the commit";

    private final GitFolder repository;
    private final PlanSink sink;
    private final RefTips tips;

    /**
     * Creates a report for one repository.
     *
     * @param tips the targets of its refs and HEAD
     */
    public LinkedWorktrees(GitFolder repository, PlanSink sink, RefTips tips) {
        this.repository = repository;
        this.sink = sink;
        this.tips = tips;
    }

    /** Reports the worktrees in a folder {@code worktrees}, except the one that is exported. */
    public void report(SourceItem worktrees) throws IOException {
        for (SourceItem worktree : FolderListing.of(worktrees, repository.context())) {
            if (worktree.isDirectory() && !isOwn(worktree.file())) {
                report(repository.inArchive(worktree), "a linked worktree", worktree.file());
            } else if (worktree.stat().kind() == FileStat.Kind.SYMBOLIC_LINK) {
                sink.report(Finding.of(
                        Finding.Kind.LEFT_OUT,
                        repository.inArchive(worktree),
                        "a linked worktree, behind a link, is never exported"));
            }
        }
    }

    private boolean isOwn(Path worktree) throws IOException {
        return worktree.toRealPath().equals(repository.file());
    }

    /** Reports the main worktree of a repository if a linked worktree is exported. */
    public void reportMain() throws IOException {
        report(
                repository.inArchive(),
                "the main worktree's own files, including those of its submodules,",
                repository.dirs().common());
    }

    private void report(RawPath path, String what, Path folder) throws IOException {
        String text = head(folder);
        boolean onBranch = text.startsWith("ref:");
        String where = onBranch ? "on " + text.substring("ref:".length()).strip() : "at " + text;
        sink.report(Finding.of(
                Finding.Kind.LEFT_OUT, path, what + (text.isEmpty() ? "" : " " + where) + " is never exported"));
        if (!onBranch && tips.kind().ids().isId(text) && !isReached(text)) {
            sink.report(Finding.of(Finding.Kind.NOTE, path, NO_REF));
        }
    }

    /** What HEAD contains; empty if nothing is known. */
    private String head(Path folder) throws IOException {
        if (ReftableHead.isIn(folder)) {
            String head = ReftableHead.of(folder, tips.kind().ids());
            return head == null ? "" : head;
        }
        byte[] head = SmallFile.readIfPresent(folder.resolve("HEAD"));
        return head == null ? "" : new String(head, StandardCharsets.UTF_8).strip();
    }

    private boolean isReached(String head) throws IOException {
        return tips.kind().ids() == IdFormat.SHA1 ? isReachedByJGit(ObjectId.fromString(head)) : isReachedByGit(head);
    }

    private boolean isReachedByJGit(ObjectId head) throws IOException {
        try (ObjectStore store = ObjectStore.open(repository.file(), repository.context());
                ObjectReader reader = store.newReader();
                RevWalk walk = new RevWalk(reader)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(head));
            for (String tip : tips.ids()) {
                RevObject peeled = walk.peel(walk.parseAny(ObjectId.fromString(tip)));
                if (peeled instanceof RevCommit commit) {
                    walk.markUninteresting(commit);
                }
            }
            return walk.next() == null;
        } catch (MissingObjectException | CorruptObjectException e) {
            return false;
        }
    }

    private boolean isReachedByGit(String head) throws IOException {
        Iterable<String> known = tips.ids();
        Iterable<String> revisions =
                () -> Stream.concat(Stream.of(head), Streams.of(known).map(id -> "^" + id))
                        .iterator();
        try (PrivateGit git = PrivateGit.open(repository.file(), tips, repository.context());
                GitOutput output = git.run(revisions, "--no-replace-objects", "rev-list", "--max-count=1", "--stdin")) {
            boolean reached = output.line() == null;
            output.requireSuccess();
            return reached;
        } catch (GitFatalException | GitUnavailableException e) {
            return false;
        }
    }
}
