package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.ProjectRestorer.Treatment;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.SourceResolver;

/** Combines all restorers: the most restrictive of their answers counts. */
final class Restorers implements Closeable {
    private final List<ProjectRestorer> restorers = new ArrayList<>();
    /** The restorers that want to rewrite the current entry. */
    private final List<ProjectRestorer> rewriting = new ArrayList<>();

    Restorers(Collection<SourceResolver> sources, RestoreContext context) {
        sources.forEach(source -> restorers.add(source.openRestorer(context)));
    }

    /** Asks all restorers; those that want to rewrite the entry are called by {@link #rewrite}. */
    Treatment treat(ArchiveEntry entry) throws IOException {
        rewriting.clear();
        Treatment most = Treatment.KEEP;
        for (ProjectRestorer restorer : restorers) {
            Treatment treatment = restorer.treat(entry);
            if (treatment == Treatment.LEAVE_OUT || most == Treatment.KEEP) {
                most = treatment;
            }
            if (treatment == Treatment.REWRITE) {
                rewriting.add(restorer);
            }
        }
        return most;
    }

    /** The rewritten content of the entry that was last passed to {@link #treat}. */
    byte[] rewrite(ArchiveEntry entry, byte[] content) throws IOException {
        byte[] rewritten = content;
        for (ProjectRestorer restorer : rewriting) {
            rewritten = restorer.rewrite(entry, rewritten);
        }
        return rewritten;
    }

    void finish(RestoredTree tree) throws IOException {
        for (ProjectRestorer restorer : restorers) {
            restorer.finish(tree);
        }
    }

    /** Whether the target of a link is recorded elsewhere. */
    boolean isTracked(RawPath link) {
        return restorers.stream().anyMatch(restorer -> restorer.isTracked(link));
    }

    void finishDry() throws IOException {
        for (ProjectRestorer restorer : restorers) {
            restorer.finishDry();
        }
    }

    boolean areInNeedOf(ArchiveEntry file) {
        return restorers.stream().anyMatch(restorer -> restorer.isNeededToProve(file));
    }

    void prove(RestoredTree tree, ProjectRestorer.ProofContext context) throws IOException {
        for (ProjectRestorer restorer : restorers) {
            restorer.prove(tree, context);
        }
    }

    @Override
    public void close() throws IOException {
        for (ProjectRestorer restorer : restorers) {
            restorer.close();
        }
    }
}
