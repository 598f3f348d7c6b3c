package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.RawPath;

/** Builds the exceptions for archives that are refused. */
final class Refusal {
    private Refusal() {}

    static RefusedArchiveException of(ArchiveDefect defect, String found) {
        return new RefusedArchiveException(defect, null, found);
    }

    /** Refuses an entry, or null if its name is not known yet. */
    static RefusedArchiveException of(ArchiveDefect defect, @Nullable RawPath entry, String found) {
        return new RefusedArchiveException(defect, entry, found);
    }

    static void require(boolean condition, ArchiveDefect defect, String otherwise) throws RefusedArchiveException {
        if (!condition) {
            throw of(defect, otherwise);
        }
    }
}
