package org.projectexporter;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** What an {@link ExportOutline.Estimate}, which never changes its own, and its builder hold. */
final class EstimateValues {
    final String format;
    long files;
    long bytes;
    long archiveBytes;
    String archiveBytesBasis = "";
    OptionalDouble seconds = OptionalDouble.empty();
    String secondsBasis = "";
    long volumes = 1;
    List<ExportOutline.ClassTotal> classes = List.of();
    List<ExportOutline.Excluded> leftOut = List.of();
    List<ExportOutline.Missing> missing = List.of();
    long missingTotal;
    List<PortabilityIssue> portability = List.of();
    long lfsMediaOnceSaves;
    List<String> warnings = List.of();

    EstimateValues(String format) {
        this.format = Objects.requireNonNull(format);
    }

    /** With the same lists, which cannot be changed. */
    EstimateValues copy() {
        EstimateValues copy = new EstimateValues(format);
        copy.files = files;
        copy.bytes = bytes;
        copy.archiveBytes = archiveBytes;
        copy.archiveBytesBasis = archiveBytesBasis;
        copy.seconds = seconds;
        copy.secondsBasis = secondsBasis;
        copy.volumes = volumes;
        copy.classes = classes;
        copy.leftOut = leftOut;
        copy.missing = missing;
        copy.missingTotal = missingTotal;
        copy.portability = portability;
        copy.lfsMediaOnceSaves = lfsMediaOnceSaves;
        copy.warnings = warnings;
        return copy;
    }
}
