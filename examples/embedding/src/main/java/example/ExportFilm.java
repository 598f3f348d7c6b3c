package example;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;

/** Exports a folder as an archive: {@code ExportFilm FOLDER ARCHIVE}. */
public final class ExportFilm {
    private ExportFilm() {}

    public static void main(String[] arguments) throws IOException {
        ProjectExporter exporter = ProjectExporter.create();
        ExportRequest request =
                ExportRequest.builder(Path.of(arguments[0]), Path.of(arguments[1])).build();
        RunSettings settings = RunSettings.builder()
                .threads(4)
                .listener(event -> System.err.println(event.progress()))
                .build();
        ExportResult result = exporter.export(request, settings);
        System.out.println(result.archive() + " contains " + result.files() + " files");
    }
}
