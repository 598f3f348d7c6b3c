package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.plan.SealedPlan;

/**
 * A part of the archive, in the order in which the parts are written. Each has a sealed plan of its entries, which is made when all parts
 * before it are written, or opened again when an interrupted export resumes within the part.
 */
enum ArchivePart {
    /** The project as it was planned. */
    PROJECT((contents, output) -> contents.project(), ArchiveContents::project),

    /** What took the place of entries that were gone when their turn came. Most archives have none. */
    ADDENDUM(ArchiveContents::sealAddendum, ArchiveContents::sealedAddendum),

    /** The manifest: what went into the archive is known only now. */
    MANIFEST((contents, output) -> contents.manifest(), ArchiveContents::manifest),

    /** SHA256SUMS, with a line for the manifest, too. */
    CHECKSUMS((contents, output) -> contents.checksums(), contents -> {
        contents.manifest(); // a copy of it is next to the archive, and its findings are the result's
        return contents.checksums();
    });

    private static final List<ArchivePart> PARTS = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments
    private final NewPlan newPlan;

    @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments
    private final ExistingPlan existingPlan;

    /** Makes the plan of a part. */
    private interface NewPlan {
        @Nullable
        SealedPlan of(ArchiveContents contents, VolumeOutput output) throws IOException;
    }

    /** Opens the plan of a part that an earlier run has begun. */
    private interface ExistingPlan {
        SealedPlan of(ArchiveContents contents) throws IOException;
    }

    ArchivePart(NewPlan newPlan, ExistingPlan existingPlan) {
        this.newPlan = newPlan;
        this.existingPlan = existingPlan;
    }

    /**
     * The part with a {@link #number}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ArchivePart numbered(int number) {
        if (number < 0 || number >= PARTS.size()) {
            throw new IllegalArgumentException("an archive has no part " + number);
        }
        return PARTS.get(number);
    }

    /** How checkpoints name it. */
    @SuppressWarnings("EnumOrdinal") // the journal is read by the build that wrote it
    int number() {
        return ordinal();
    }

    /** The parts behind this one. */
    List<ArchivePart> following() {
        return PARTS.subList(number() + 1, PARTS.size());
    }

    /** Seals the plan of this part; null if the part has no entries. */
    @Nullable
    SealedPlan seal(ArchiveContents contents, VolumeOutput output) throws IOException {
        return newPlan.of(contents, output);
    }

    /** The plan of this part, within which an earlier run was interrupted. */
    SealedPlan reopen(ArchiveContents contents) throws IOException {
        return existingPlan.of(contents);
    }
}
