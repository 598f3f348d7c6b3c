package org.projectexporter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat;

/**
 * Exports projects. Immutable, and may be used by several threads at once.
 *
 * <pre>{@code
 * ProjectExporter exporter = ProjectExporter.create();
 * ExportResult result = exporter.export(ExportRequest.builder(project, Path.of("film.zip")).build(), event -> {});
 * }</pre>
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ProjectExporter {
    private ProjectExporter() {}

    /** An exporter with all formats and sources on the class path. */
    public static ProjectExporter create() {
        return new ProjectExporter();
    }

    /**
     * Exports one project; returns when the archive is durable under its name.
     *
     * @throws ExportCancelledException if the request's token was cancelled
     * @throws ExportException if it cannot be done; the message says why and what to do
     * @throws IOException if the file system fails
     */
    public ExportResult export(ExportRequest request, ProgressListener listener) throws IOException {
        throw new ExportException("not built yet: " + request.target());
    }

    /** The manifest of an archive, as JSON text. */
    public String inspect(Path archive) throws IOException {
        throw new ExportException("not built yet: " + archive);
    }

    /** The formats that are there, sorted by name. */
    public List<ArchiveFormat> formats() {
        return List.of();
    }
}
