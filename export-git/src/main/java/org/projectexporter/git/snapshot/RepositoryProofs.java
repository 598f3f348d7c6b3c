package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/**
 * Proves that the repositories of a project are whole in the archive. Where no file of a store vanished, none of them
 * borrows objects or may have been pruned while it was planned, and one run wrote everything, there is nothing to look
 * up: each file of each store is in the archive as it was when the refs had been read.
 */
final class RepositoryProofs {
    private final SourceContext context;
    private final PlanSink sink;
    private final HeapShare heap;
    private final Map<RawPath, RepositoryProof> proofs = new TreeMap<>();

    RepositoryProofs(SourceContext context, PlanSink sink, HeapShare heap) {
        this.context = context;
        this.sink = sink;
        this.heap = heap;
    }

    /**
     * Reports what is missing.
     *
     * @param doubtful the repositories of which it is not known that the plan has everything they need, relative to the
     *     project's folder
     */
    void prove(ProjectSource.Archived archived, Set<RawPath> doubtful) throws IOException {
        boolean vanished = archived.vanished().stream().anyMatch(this::isObject);
        if (!vanished && !archived.resumed() && doubtful.isEmpty()) {
            return;
        }
        archived.visit(entry -> {
            if (isObject(entry)) {
                of(entry).addObject(entry);
            }
        });
        for (PlannedEntry entry : archived.vanished()) {
            if (isObject(entry)) {
                of(entry).addVanished(entry);
            }
        }
        archived.visit(this::addFile);
        for (Map.Entry<RawPath, RepositoryProof> proof : proofs.entrySet()) {
            context.checkCancelled();
            RawPath path = proof.getKey();
            proof.getValue()
                    .prove(new RepositoryPlaces(context).find(path), doubtful.contains(path), archived.resumed());
        }
    }

    private boolean isObject(PlannedEntry entry) {
        return entry.role() == EntryRole.REPOSITORY_OBJECT && entry.path().startsWith(context.inArchive(RawPath.ROOT));
    }

    private RawPath below(PlannedEntry entry) {
        return entry.path().relativeTo(context.inArchive(RawPath.ROOT));
    }

    private RepositoryProof of(PlannedEntry entry) {
        RawPath repository = RelativePaths.parentOf(RepositoryPlaces.objectsAbove(below(entry)));
        return proofs.computeIfAbsent(repository, path -> new RepositoryProof(path, context, sink, heap));
    }

    /** Adds a file to the repository with the longest path that contains it. */
    private void addFile(PlannedEntry entry) {
        boolean file = entry.role() == EntryRole.REPOSITORY || entry.role() == EntryRole.REPOSITORY_INDEX;
        if (!file || !entry.path().startsWith(context.inArchive(RawPath.ROOT))) {
            return;
        }
        @Nullable RepositoryProof proof = null;
        for (RawPath at = below(entry); proof == null && !at.isRoot(); ) {
            at = RelativePaths.parentOf(at);
            proof = proofs.get(at);
        }
        if (proof != null) {
            proof.addFile(entry);
        }
    }
}
