package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.plan.SealedPlan;

/**
 * A part of the archive, in the order in which the parts are written. Each has a sealed plan of its entries, which is
 * made when all earlier parts are written, or reopened when an interrupted export resumes within the part.
 */
enum ArchivePart {
    /** The project as it was planned. */
    PROJECT((contents, output) -> contents.project(), ArchiveContents::project),

    /** What replaced entries that had vanished when their turn came. Most archives have no such part. */
    ADDENDUM(ArchiveContents::sealAddendum, ArchiveContents::sealedAddendum),

    /** Git LFS objects that could have been left out, but are not files of the working tree. */
    OBJECTS((contents, output) -> contents.objects(), ArchiveContents::sealedObjects),

    /** The script that restores the objects that were left out. */
    RESTORE_SCRIPT((contents, output) -> contents.restoreScript(), ArchiveContents::sealedRestoreScript),

    /** The files of a seal, if one was requested: only now are the hashes of all files known. */
    SEAL((contents, output) -> contents.seal(), ArchiveContents::sealedSeal),

    /** The manifest: only now are the contents of the archive known. */
    MANIFEST(
            (contents, output) -> {
                contents.prove();
                return contents.manifest();
            },
            ArchiveContents::manifest),

    /** SHA256SUMS, which also has a line for the manifest. */
    CHECKSUMS((contents, output) -> contents.checksums(), contents -> {
        contents.manifest(); // it is copied next to the archive, and its findings go into the result
        return contents.checksums();
    }),

    /** The tag files of a bag, if the archive is one: these have lines for all files before them. */
    BAG_TAGS((contents, output) -> contents.isBag() ? contents.bagTags() : null, contents -> {
        contents.manifest();
        return contents.bagTags();
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

    /** Opens the plan of a part that an earlier run began. */
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

    /** Its number in checkpoints. */
    @SuppressWarnings("EnumOrdinal") // the journal is read by the build that wrote it
    int number() {
        return ordinal();
    }

    /** The parts after this one. */
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
