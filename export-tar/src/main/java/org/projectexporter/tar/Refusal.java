package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.RawPath;

/** Refusals of what is read, whether in a tar or around it. */
final class Refusal {
    private Refusal() {}

    static RefusedArchiveException of(ArchiveDefect defect, String found) {
        return new RefusedArchiveException(defect, null, found);
    }

    /** The same of an entry; null stands for one whose name is not known yet. */
    static RefusedArchiveException of(ArchiveDefect defect, @Nullable RawPath entry, String found) {
        return new RefusedArchiveException(defect, entry, found);
    }

    static void require(boolean condition, ArchiveDefect defect, String otherwise) throws RefusedArchiveException {
        if (!condition) {
            throw of(defect, otherwise);
        }
    }
}
