package org.projectexporter.git.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.SourceException;
import org.projectexporter.VerifyResult;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * A repository that was unpacked from an archive. What its refs, its HEAD, its reflogs (stashes among them) and its
 * index need must be in it: commits, trees and blobs, to the boundary of a shallow clone, and without what a remote has
 * promised to a partial clone. It has been made safe before, and Git does not read its configuration.
 */
public final class UnpackedRepository {
    private static final String INDEX = "index";
    /** More refs and reflogs than these are not followed one by one to name those that lack something. */
    private static final int MOST_FOLLOWED = 200;
    /** More are not named. */
    private static final int MOST_NAMED = 20;

    private final RawPath folder;
    private final RestoredTree tree;
    private final ProjectRestorer.ProofContext context;
    private final HeapShare heap = HeapShare.half();

    /** What needs objects: a ref, a reflog or the index. */
    private record Need(String name, Iterable<String> ids) {}

    /** The repository in a folder of the archive. */
    public UnpackedRepository(RawPath folder, RestoredTree tree, ProjectRestorer.ProofContext context) {
        this.folder = folder;
        this.tree = tree;
        this.context = context;
    }

    /** Reports what it lacks. */
    public void prove() throws IOException {
        context.follows(folder);
        context.checkCancelled();
        try {
            follow(tree.fileOf(folder));
        } catch (MemoryException e) {
            throw e;
        } catch (GitUnavailableException e) {
            reportUnknown("whether it is whole is not known: " + e.getMessage());
        } catch (SourceException e) {
            reportUnknown("it cannot be followed: " + e.getMessage());
        }
    }

    private void follow(Path gitFolder) throws IOException {
        RepositoryKind kind = RepositoryKind.of(gitFolder);
        SourceContext project = UnpackedProject.of(tree, context);
        RefTips tips = RefTips.read(gitFolder, project, heap);
        tips.damaged().forEach(what -> reportUnknown("what it needs is not known: " + what));
        IdList indexed = indexed(gitFolder, kind);
        List<Iterable<String>> every = List.of(tips.ids(), tips.logged(), indexed);
        Iterable<String> all = () -> every.stream().flatMap(Streams::of).iterator();
        if (!all.iterator().hasNext()) {
            return; // nothing needs anything
        }
        if (!Files.isDirectory(gitFolder.resolve("objects"), LinkOption.NOFOLLOW_LINKS)) {
            reportUnknown("it has refs, a reflog or an index, but no objects");
            return;
        }
        try (PrivateGit git = PrivateGit.open(gitFolder, tips, project)) {
            MissingObjects missing = MissingObjects.of(git, all, kind.partial(), heap);
            if (missing.isEmpty()) {
                noteBounds(gitFolder, missing);
            } else {
                reportNeeds(git, kind, needs(tips, indexed), missing);
            }
        }
        tips.clear();
        indexed.clear();
    }

    /** The objects that the index needs. */
    private IdList indexed(Path gitFolder, RepositoryKind kind) throws IOException {
        IdList ids = new IdList(kind.ids(), heap, "the objects that an index needs");
        Path index = gitFolder.resolve(INDEX);
        if (Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
            IndexReader.read(index, kind.ids(), entry -> {
                if (!entry.isGitlink()) {
                    ids.add(HexFormat.of().formatHex(entry.rawId()));
                }
            });
        }
        return ids;
    }

    private void noteBounds(Path gitFolder, MissingObjects missing) {
        if (missing.promised() > 0) {
            context.note(
                    folder,
                    "a partial clone: " + missing.promised()
                            + " objects are not in the archive, as in the original, since a remote has promised them");
        }
        if (Files.isRegularFile(gitFolder.resolve("shallow"), LinkOption.NOFOLLOW_LINKS)) {
            context.note(folder, "a shallow clone: it is whole up to the boundary of its history");
        }
    }

    private static List<Need> needs(RefTips tips, IdList indexed) throws IOException {
        List<Need> needs = new ArrayList<>();
        for (Iterator<RefTips.Ref> refs = tips.refs().limit(MOST_FOLLOWED).iterator(); refs.hasNext(); ) {
            RefTips.Ref ref = refs.next();
            needs.add(new Need(ref.name().toString(), List.of(ref.id())));
        }
        needs.add(new Need(INDEX, indexed));
        for (Map.Entry<RawPath, IdList> log : tips.logs().entrySet()) {
            if (needs.size() < MOST_FOLLOWED) {
                needs.add(new Need(log.getKey().toString(), log.getValue()));
            }
        }
        return needs;
    }

    private void reportNeeds(PrivateGit git, RepositoryKind kind, List<Need> needs, MissingObjects all)
            throws IOException {
        int named = 0;
        for (Need need : needs) {
            MissingObjects missing = MissingObjects.of(git, need.ids(), kind.partial(), heap);
            if (!missing.isEmpty()) {
                report(Optional.of(need.name()), missing);
                named++;
            }
            if (named == MOST_NAMED) {
                return;
            }
        }
        if (named == 0) {
            report(Optional.empty(), all);
        }
    }

    private void report(Optional<String> need, MissingObjects missing) {
        context.report(new VerifyResult.Missing(
                folder.toString(), need, missing.count(), missing.named(), missing.explained()));
    }

    private void reportUnknown(String what) {
        context.report(new VerifyResult.Missing(folder.toString(), Optional.empty(), 0, List.of(), what));
    }
}
