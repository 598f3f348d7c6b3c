package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.testkit.shapes.RepositoryShapes;
import org.projectexporter.testkit.shapes.Shape;

/** After a resume, everything that a repository's refs need is followed: this finds nothing that is not amiss. */
@Tag("long")
class ResumedShapesTest {
    @TempDir
    Path temp;

    static List<Shape> shapes() {
        return RepositoryShapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shape_stoppedAndResumed_isProvenWhole_withTheSameBytes(Shape shape) throws IOException {
        Path project = shape.make(temp.resolve("made")).folder();
        Path stopped = target("stopped");
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    throw new IOException("stop here");
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(request(project, stopped))).isInstanceOf(ExportStoppedException.class);
        Breakable undisturbed = new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);

        ExportResult resumed = undisturbed.resume(stopped).orElseThrow();

        Path reference = target("reference");
        ExportResult inOneGo = undisturbed.export(request(project, reference));
        assertThat(resumed.incomplete()).as("%s", resumed.warnings()).isEqualTo(!shape.whole());
        assertThat(resumed.warnings()).isEqualTo(inOneGo.warnings());
        assertThat(stopped).hasSameBinaryContentAs(reference);
    }

    private Path target(String folder) throws IOException {
        return Files.createDirectories(temp.resolve(folder)).resolve("film.tar");
    }

    private static ExportRequest request(Path project, Path target) {
        return ExportRequest.builder(project, target)
                .options(ExportOptions.builder().format("tar").build())
                .repositoryFolders(true)
                .exportedAt(Breakable.EXPORTED_AT)
                .build();
    }
}
