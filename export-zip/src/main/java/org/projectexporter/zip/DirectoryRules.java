package org.projectexporter.zip;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;

/**
 * What the records of a directory that is read mean for one another: the counterpart of {@link DirectoryState}.
 * Archives of earlier versions, which wrote neither all three values nor an end record for entries alone, are accepted.
 */
final class DirectoryRules {
    private DirectoryState state = DirectoryState.EMPTY;

    /** Checks the next record. */
    void check(CentralHeader header) throws RefusedArchiveException {
        if (header.hasAllValues() && !state.allValues()) {
            throw header.refused(ArchiveDefect.WRONG_ZIP64, "its ZIP64 field has values that no field needs");
        }
        state = state.after(header.needsZip64(), header.size(), header.compressedSize());
    }

    /** Checks the end records; to be called after the last record. */
    void checkEnd(EndRecord end) throws RefusedArchiveException {
        if (end.hasZip64() && !end.needsZip64() && !state.zip64()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.WRONG_ZIP64, null, "it has a ZIP64 end record that nothing needs");
        }
    }
}
