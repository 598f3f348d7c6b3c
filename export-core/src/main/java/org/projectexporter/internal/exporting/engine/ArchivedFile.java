package org.projectexporter.internal.exporting.engine;

import java.io.IOException;

import org.projectexporter.internal.names.GitPlace;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * A regular file of the project that is in the archive.
 *
 * @param sha256 of its content as it was written to the archive, in hexadecimal
 * @param compressed whether the content was compressed
 */
public record ArchivedFile(RawPath path, EntryRole role, long size, String sha256, boolean compressed) {
    /** Receives files one by one. */
    @FunctionalInterface
    public interface Visitor {
        void visit(ArchivedFile file) throws IOException;
    }

    /** Whether it belongs to the working tree, and is not in a Git folder. */
    public boolean isOfTree() {
        return role == EntryRole.WORKING_TREE && !GitPlace.isInGit(path);
    }

    /** Passes on the project's files among the events of a ledger. */
    record Filter(RawPath project, Visitor visitor) implements LedgerLog.Listener {
        @Override
        public void event(LedgerLog.Event event) throws IOException {
            if (event instanceof LedgerLog.Entered entered
                    && entered.type() == EntryType.FILE
                    && entered.sha256() != null
                    && entered.path().startsWith(project)) {
                visitor.visit(new ArchivedFile(
                        entered.path(), entered.role(), entered.size(), entered.sha256(), entered.compressed()));
            }
        }
    }
}
