package org.projectexporter.internal.exporting.plan;

import java.util.TreeMap;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;

/** Reports what became of references: what is missing, and how much of each document was not followed. */
final class ReferenceFindings {
    private final PlanBuilder plan;
    private final TreeMap<RawPath, Integer> outside = new TreeMap<>();
    private final TreeMap<RawPath, Integer> leftOut = new TreeMap<>();

    ReferenceFindings(PlanBuilder plan) {
        this.plan = plan;
    }

    /**
     * Adds a reference; what is missing is reported at once, in the order of these calls.
     *
     * @param ambiguous whether nothing was found since several files have the name
     */
    void add(DocumentReference reference, boolean needed, boolean ambiguous) {
        switch (reference.status()) {
            case OUTSIDE -> outside.merge(reference.from(), 1, Integer::sum);
            case LEFT_OUT -> leftOut.merge(reference.from(), 1, Integer::sum);
            case MISSING -> missing(reference, needed, ambiguous);
            default -> missingFrames(reference, needed);
        }
    }

    /** Reports the rest, one note for each document. */
    void report() {
        outside.forEach((document, count) -> note(
                document,
                count,
                " outside the project and every dependency root; add their folders as dependency roots to include"
                        + " them"));
        leftOut.forEach((document, count) -> note(document, count, " that patterns leave out"));
    }

    private void note(RawPath document, int count, String what) {
        String files = count == 1 ? "names 1 file" : "names " + count + " files";
        plan.report(Finding.of(Finding.Kind.NOTE, document, files + what));
    }

    private void missing(DocumentReference reference, boolean needed, boolean ambiguous) {
        if (ambiguous) {
            Finding.Kind kind = needed ? Finding.Kind.UNRESOLVED : Finding.Kind.NOTE;
            String what = "names " + reference.written() + ", and several files are called so; none was taken";
            plan.report(Finding.of(kind, reference.from(), what));
        } else if (needed) {
            String what = "names " + reference.written() + ", which was not found";
            plan.report(Finding.of(Finding.Kind.UNRESOLVED, reference.from(), what));
        }
    }

    private void missingFrames(DocumentReference reference, boolean needed) {
        DocumentReference.Frames frames = reference.frames();
        if (needed && frames != null && frames.missing() > 0) {
            String what = "names " + frames.name() + " " + frames.first() + "-" + frames.last() + ", "
                    + frames.missing() + " missing";
            plan.report(Finding.of(Finding.Kind.UNRESOLVED, reference.from(), what));
        }
    }
}
