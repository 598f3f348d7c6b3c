package org.projectexporter.media;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.projectexporter.ImportResult.Relinked;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/**
 * Leads the references of documents to where their targets are now, if that is requested. The manifest says which
 * reference leads to which entry; nothing else is taken from it.
 */
final class MediaRestorer implements ProjectRestorer {
    private static final RawPath GIT = RawPath.of(".git");
    /** More than anyone changes by hand; a hostile archive must not make a result of any size. */
    private static final int MOST_BY_HAND = 10_000;

    private final RestoreContext context;
    private int byHand;

    MediaRestorer(RestoreContext context) {
        this.context = context;
    }

    @Override
    public void finish(RestoredTree tree) throws IOException {
        if (!context.relinks()) {
            return;
        }
        Map<RawPath, Map<String, RawPath>> documents = new TreeMap<>();
        for (RestoredTree.Reference reference : tree.references()) {
            documents
                    .computeIfAbsent(reference.document(), document -> new LinkedHashMap<>())
                    .putIfAbsent(reference.written(), reference.target());
        }
        for (Map.Entry<RawPath, Map<String, RawPath>> document : documents.entrySet()) {
            context.checkCancelled();
            if (kind(document.getKey(), tree) == FileStat.Kind.FILE && !isInGitFolder(document.getKey())) {
                relink(document.getKey(), document.getValue(), tree);
            }
        }
    }

    private static FileStat.Kind kind(RawPath path, RestoredTree tree) throws IOException {
        FileStat stat = tree.stat(path);
        return stat == null ? FileStat.Kind.OTHER : stat.kind();
    }

    /** A branch may have the name of a document. */
    private static boolean isInGitFolder(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            if (at.isNamed(GIT)) {
                return true;
            }
        }
        return false;
    }

    /** Only folders and files that were unpacked are targets: a link may lead anywhere. */
    private void relink(RawPath document, Map<String, RawPath> claimed, RestoredTree tree) throws IOException {
        Map<String, Relinking.Target> targets = new LinkedHashMap<>();
        for (Map.Entry<String, RawPath> each : claimed.entrySet()) {
            FileStat.Kind kind = kind(each.getValue(), tree);
            if (kind == FileStat.Kind.FILE || kind == FileStat.Kind.DIRECTORY) {
                boolean sequence = kind == FileStat.Kind.DIRECTORY;
                targets.put(each.getKey(), new Relinking.Target(tree.placeOf(each.getValue()), sequence));
            }
        }
        Optional<Relinked> relinked =
                new DocumentRelinking(document, targets, tree, context::checkCancelled).run(MOST_BY_HAND - byHand);
        if (relinked.isPresent()) {
            byHand += relinked.get().byHand().size();
            context.report(relinked.get());
        }
    }
}
