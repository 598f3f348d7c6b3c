package org.projectexporter.it.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * An application that uses the library: it exports and verifies each project in a folder {@code in}, into a folder
 * {@code out}.
 */
final class EmbeddingApplication {
    private EmbeddingApplication() {}

    public static void main(String[] arguments) throws IOException {
        ProjectExporter exporter = ProjectExporter.create();
        try (DirectoryStream<Path> projects = Files.newDirectoryStream(Path.of("in"))) {
            for (Path project : projects) {
                export(exporter, project);
            }
        }
    }

    private static void export(ProjectExporter exporter, Path project) throws IOException {
        byte[] name = NativeNames.nameOf(project).bytes();
        byte[] archive = Arrays.copyOf(name, name.length + 4);
        System.arraycopy(new byte[] {'.', 't', 'a', 'r'}, 0, archive, name.length, 4);
        Path target = NativeNames.resolve(Path.of("out").toAbsolutePath(), RawPath.of(archive));
        ExportRequest request = ExportRequest.builder(project, target)
                .options(ExportOptions.builder().format("tar").build())
                .exportedAt(Instant.parse("2025-01-15T10:00:00Z"))
                .build();
        ExportResult result = exporter.export(request, event -> {});
        VerifyResult verified = exporter.verify(result.archive(), RunSettings.defaults());
        System.out.println(result.files() + " files, " + (verified.ok() ? "verified" : verified.problems()));
    }
}
