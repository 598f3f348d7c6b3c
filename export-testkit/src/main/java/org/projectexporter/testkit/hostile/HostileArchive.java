package org.projectexporter.testkit.hostile;

import org.projectexporter.ArchiveDefect;

/**
 * An archive with one defect.
 *
 * @param name what is wrong with it
 * @param defect the defect that its refusal must report
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HostileArchive(String name, ArchiveDefect defect, byte[] bytes) {
    @Override
    public String toString() {
        return name;
    }
}
