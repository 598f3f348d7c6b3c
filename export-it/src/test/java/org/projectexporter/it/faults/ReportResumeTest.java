package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.Noise;

/** The page next to an archive is the same wherever the export was interrupted. */
class ReportResumeTest {
    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        Files.write(project.resolve("take.mov"), new Noise(1).bytes(3_000_000));
    }

    private Path target(String folder) throws IOException {
        return Files.createDirectories(temp.resolve(folder)).resolve("film.tar");
    }

    @ParameterizedTest
    @EnumSource(
            value = DiskSteps.Kind.class,
            names = {"NAME", "SYNC", "CUT"})
    void report_isTheSame_whereverTheExportWasInterrupted(DiskSteps.Kind kind) throws IOException {
        ExportOptions options =
                Breakable.options("tar", true).toBuilder().report(true).build();
        Path whole = target("whole");
        AtomicInteger steps = new AtomicInteger();
        new Breakable((each, position) -> steps.addAndGet(each == kind ? 1 : 0), CheckpointStore.IN_WORK_FOLDER)
                .export(project, whole, options);
        OutFolder expected = OutFolder.of(whole.getParent());
        assertThat(expected.sha256()).containsKey("film.tar.report.html");

        for (int stop = 1; stop <= steps.get(); stop++) {
            int at = stop;
            Path target = target(kind + "-" + stop);
            AtomicInteger step = new AtomicInteger();
            Breakable stopping = new Breakable(
                    (each, position) -> {
                        if (each == kind && step.incrementAndGet() == at) {
                            throw new IOException("stop here");
                        }
                    },
                    CheckpointStore.IN_WORK_FOLDER);
            assertThatThrownBy(() -> stopping.export(project, target, options))
                    .isInstanceOf(ExportStoppedException.class);

            new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER).resume(target);

            expected.assertSameAs(target.getParent(), kind + " " + stop);
        }
    }
}
