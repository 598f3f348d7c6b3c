package org.projectexporter.internal.reading.unpack;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.VerifyResult;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;

/** Collects what the proofs of restorers find. */
final class Proof implements ProjectRestorer.ProofContext {
    private static final int MOST_KEPT = 1000;

    private final ProgressReporter progress;
    private final CancellationToken cancellation;
    private final List<VerifyResult.Missing> missing = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long repositories;

    Proof(ProgressReporter progress, CancellationToken cancellation) {
        this.progress = progress;
        this.cancellation = cancellation;
    }

    @Override
    public void follows(RawPath repository) {
        repositories++;
        progress.proves(repository);
    }

    @Override
    public void report(VerifyResult.Missing found) {
        if (missing.size() < MOST_KEPT) {
            missing.add(found);
        }
    }

    @Override
    public void note(RawPath repository, String what) {
        if (notes.size() < MOST_KEPT) {
            notes.add(repository + ": " + what);
        }
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
        progress.continues();
    }

    /** A result with what was found. */
    VerifyResult addTo(VerifyResult result) {
        List<String> all = new ArrayList<>(result.notes());
        all.addAll(notes);
        return result.toBuilder()
                .repositories(repositories)
                .missing(missing)
                .notes(all)
                .build();
    }
}
