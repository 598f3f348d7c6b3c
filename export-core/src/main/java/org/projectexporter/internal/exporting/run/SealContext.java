package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.InvalidOptionException;
import org.projectexporter.internal.exporting.engine.ContentOpener;
import org.projectexporter.internal.exporting.exclude.PatternList;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** A planned project that is to be sealed. */
record SealContext(
        RawPath project,
        Optional<String> hash,
        Instant time,
        SealedPlan plan,
        ContentOpener opener,
        CancellationToken cancellation)
        implements SealFormat.Context {
    /**
     * The kind of seal that {@code options} name; null if they name none.
     *
     * @throws ExportException if there is no such kind
     * @throws InvalidOptionException if it cannot record the hash that they name
     */
    static @Nullable SealFormat formatOf(ExportEnvironment environment, ExportOptions options) throws ExportException {
        if (options.seal().isEmpty()) {
            return null;
        }
        SealFormat format = environment.seals().get(options.seal().get());
        String hash = options.sealHash().orElse(null);
        if (hash != null && !format.hashes().contains(hash)) {
            throw new InvalidOptionException(
                    "seal_hash",
                    "the seal " + format.name() + " has no hash \"" + hash + "\"; it has "
                            + String.join(", ", format.hashes()));
        }
        return format;
    }

    @Override
    public void visitPlanned(SealFormat.PlannedVisitor visitor) throws IOException {
        try (SealedPlan.Reader entries = plan.open()) {
            for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                visitor.visit(entry);
            }
        }
    }

    @Override
    public InputStream open(PlannedEntry file) throws IOException {
        return opener.read(file, cancellation);
    }

    @Override
    public SealFormat.Patterns patterns(List<String> lines) {
        return new PatternList(lines);
    }
}
