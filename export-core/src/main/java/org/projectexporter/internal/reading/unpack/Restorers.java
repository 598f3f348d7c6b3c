package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.ProjectRestorer.Treatment;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.SourceResolver;

/** All restorers as one: of their answers the most careful one counts. */
final class Restorers implements Closeable {
    private final List<ProjectRestorer> restorers = new ArrayList<>();
    /** Those that want to rewrite the entry at hand. */
    private final List<ProjectRestorer> rewriting = new ArrayList<>();

    Restorers(Collection<SourceResolver> sources, RestoreContext context) {
        sources.forEach(source -> restorers.add(source.openRestorer(context)));
    }

    /** Asks all of them; who wants to rewrite the entry is asked to by {@link #rewrite}. */
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

    /** What becomes of the content of the entry that {@link #treat} was asked about last. */
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

    void finishDry() throws IOException {
        for (ProjectRestorer restorer : restorers) {
            restorer.finishDry();
        }
    }

    @Override
    public void close() throws IOException {
        for (ProjectRestorer restorer : restorers) {
            restorer.close();
        }
    }
}
