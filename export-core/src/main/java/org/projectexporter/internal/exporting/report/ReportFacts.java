package org.projectexporter.internal.exporting.report;

import java.util.List;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.layout.Bag;
import org.projectexporter.spi.RawPath;

/**
 * The facts that a report contains.
 *
 * @param archive the archive's files
 * @param manifest the facts that its manifest contains
 */
public record ReportFacts(Archive archive, ManifestFacts manifest) {
    /**
     * The files of an archive.
     *
     * @param name the archive's file name, as text; of volumes, the part that they share
     * @param bytes its size
     * @param volumes the files that hold it, in order
     * @param companions the files next to it that describe it
     */
    public record Archive(String name, long bytes, List<Sum> volumes, List<Sum> companions) {
        public Archive {
            volumes = List.copyOf(volumes);
            companions = List.copyOf(companions);
        }

        boolean isSplit() {
            return volumes.size() > 1;
        }
    }

    /** The SHA-256 of a file, in hexadecimal. */
    public record Sum(String name, String sha256) {}

    Ledger ledger() {
        return manifest.found().ledger();
    }

    PlanFacts planned() {
        return manifest.found().planned();
    }

    boolean isBag() {
        return manifest.options().seal().filter(Bag.SEAL::equals).isPresent();
    }

    /** Where an unpacked archive has this path, which is that in an archive without a seal. */
    RawPath unpacked(RawPath path) {
        return isBag() ? new Bag(manifest.name()).place(path) : path;
    }

    /** Whether the archive has a script that must run before any other Git command or edit. */
    boolean hasScript() {
        return !manifest.found().fromTree().isEmpty();
    }
}
