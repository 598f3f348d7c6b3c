package org.projectexporter.git.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitOutput;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/**
 * Finds small blobs with the program {@code git}: one command walks through history and index and lists the small
 * blobs, another prints them.
 *
 * <p>A path is cut off at a newline and loses leading spaces, since git-rev-list(1) passes it to git-cat-file(1) in a
 * line.
 */
final class BlobsByGit {
    private static final String FORMAT = "--batch=%(objectname) %(objecttype) %(objectsize) %(rest)";

    private final PrivateGit git;
    private final boolean partial;
    private final int maxBytes;
    private final BlobWalk.Visitor visitor;
    private boolean whole = true;

    private BlobsByGit(PrivateGit git, boolean partial, int maxBytes, BlobWalk.Visitor visitor) {
        this.git = git;
        this.partial = partial;
        this.maxBytes = maxBytes;
        this.visitor = visitor;
    }

    /**
     * Visits all blobs of at most {@code maxBytes} bytes that are reachable from refs, reflogs or the index.
     *
     * @return whether all objects exist
     * @throws GitUnavailableException if Git could not be run
     */
    static boolean visit(
            Path gitFolder, RefTips tips, int maxBytes, SourceContext context, BlobWalk.Visitor visitor, HeapShare heap)
            throws IOException {
        try (PrivateGit git = PrivateGit.open(gitFolder, tips, context)) {
            git.copyIndex();
            return new BlobsByGit(git, tips.kind().partial(), maxBytes, visitor).visit(tips, heap);
        } catch (GitFatalException e) {
            throw GitErrors.broken(gitFolder, "git reports: " + e.getMessage(), e);
        }
    }

    /** Git stops at a missing object. One that is missing from reflogs or the index must not hide a ref or a stash. */
    private boolean visit(RefTips tips, HeapShare heap) throws IOException {
        Iterable<String> refs = tips.ids();
        for (Iterable<String> logged : List.of(tips.logged(), tips.stashed(), List.<String>of())) {
            Iterable<String> present = git.present(logged, heap);
            try {
                visitReachable(
                        () -> Stream.concat(Streams.of(present), Streams.of(refs))
                                .iterator(),
                        true);
                return whole;
            } catch (GitFatalException e) {
                whole = false;
            }
        }
        visitReachable(refs, false);
        return false;
    }

    private void visitReachable(Iterable<String> tips, boolean index) throws IOException {
        List<String> print = List.of("--no-replace-objects", "cat-file", FORMAT, "--buffer");
        try (GitOutput output = git.run(tips, List.of(listing(index), print))) {
            for (String line = output.line(); line != null; line = output.line()) {
                take(line, output);
            }
            output.requireSuccess();
        }
    }

    /** For a partial clone trees are listed too: Git reports an absent one only when it lists it. */
    private List<String> listing(boolean index) {
        List<String> command = new ArrayList<>(List.of(
                "--no-replace-objects",
                "rev-list",
                "--objects",
                "--filter=blob:limit=" + (maxBytes + 1),
                "--filter-provided-objects",
                "--stdin"));
        command.add(partial ? "--missing=print" : "--filter=object:type=blob");
        if (index) {
            command.add("--indexed-objects");
        }
        return command;
    }

    private void take(String line, GitOutput output) throws IOException {
        String[] fields = line.split(" ", 4);
        if (fields.length == 2 && fields[1].equals("missing")) {
            whole = false;
            return;
        }
        if (fields.length < 4) {
            throw new SourceException("git cat-file printed an unexpected line: " + line);
        }
        byte[] content = output.block(Integer.parseInt(fields[2]));
        if (fields[1].equals("blob") && content.length <= maxBytes) {
            visitor.visit(path(fields[0], fields[3]), content);
        }
    }

    /** Git prints the id of a blob as its name if only a tag names it. */
    private static RawPath path(String id, String name) {
        return name.equals(id) ? RawPath.ROOT : RawPath.of(name.getBytes(StandardCharsets.ISO_8859_1));
    }
}
