package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the archive of an import is; immutable. Exactly one of the first three is present, or none of them while it is
 * still to arrive with its request.
 *
 * @param exportId the export whose archive it is
 * @param uploads the uploads of its volumes, in their order; none if it is elsewhere
 * @param file the archive, or its first volume, in a folder that the operator allows
 * @param owned whether the uploads belong to the import alone, which removes them when it ends
 * @param suffix of the archive's format, with its dot; empty to detect it from the first bytes
 */
public record ImportSource(
        Optional<String> exportId, List<String> uploads, Optional<Path> file, boolean owned, String suffix) {
    public ImportSource {
        uploads = List.copyOf(uploads);
    }

    /** The archive of an export. */
    public static ImportSource ofExport(String exportId) {
        return new ImportSource(Optional.of(exportId), List.of(), Optional.empty(), false, "");
    }

    /** Uploads, each of which is a volume. */
    public static ImportSource ofUploads(List<String> uploads, String suffix) {
        return new ImportSource(Optional.empty(), uploads, Optional.empty(), false, suffix);
    }

    /** A file of a trusted caller. */
    public static ImportSource ofFile(Path file) {
        return new ImportSource(Optional.empty(), List.of(), Optional.of(file), false, "");
    }

    /** The archive that will arrive with the request. */
    public static ImportSource ofBody(String suffix) {
        return new ImportSource(Optional.empty(), List.of(), Optional.empty(), true, suffix);
    }

    /** The archive that arrives with the request, as an upload. */
    static ImportSource ofBody(String upload, String suffix) {
        return new ImportSource(Optional.empty(), List.of(upload), Optional.empty(), true, suffix);
    }

    /** Whether it is an archive of that format that arrives with its request. */
    boolean isBody(String format) {
        return owned && suffix.equals(format);
    }

    /** The kind in JSON. */
    public String kind() {
        if (exportId.isPresent()) {
            return "export";
        }
        return file.isPresent() ? "file" : owned ? "body" : "uploads";
    }
}
