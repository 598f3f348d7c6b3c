package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Random;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.JavaProcess;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** Processes that are killed with SIGKILL while they export, and what the next one makes of it. */
class JobKillTest extends StudioTest {
    private static final int LARGE = 64_000_000;
    private static final int KILLS = 12;

    @Test
    void anExport_killedInTheMiddleOfALargeFile_resumesToTheSameArchive() throws Exception {
        GitFixture.init(studio.workspace.resolve("film")).file("take.mp4", new Noise(5).bytes(LARGE));
        String id;
        try (JavaProcess sidecar = start(ExportOptions.defaults(), LARGE * 3L / 4)) {
            id = sidecar.line();
            // by then its first checkpoint, at 32 MiB, is some tenths of a second old
            while (Long.parseLong(sidecar.line()) <= LARGE * 3L / 4 + 4_000_000) {
                assertThat(sidecar.isAlive()).isTrue();
            }
        }

        studio.open();
        JobView going = studio.await(id, view -> view.progress().bytesDone() > 0);
        assertThat(going.progress().fraction())
                .as("it went on from a checkpoint")
                .isGreaterThan(0.25);
        JobView done = studio.awaitFinal(id);

        assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    /** At any moment: while it is being made, planned, written, named, or has been. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void anExport_killedAgainAndAgain_givesTheSameArchive(String format) throws Exception {
        Random random = new Random(format.hashCode());
        studio.project("film").file("take.mp4", new Noise(5).bytes(LARGE)).commit("Take");
        ExportOptions options =
                ExportOptions.builder().format(format).verify(true).build();
        String id = "";
        for (int i = 0; i < KILLS; i++) {
            try (JavaProcess sidecar = start(options, random.nextInt(LARGE))) {
                String told = sidecar.line();
                assertThat(told).as("kill %d", i).isEqualTo(id.isEmpty() ? told : id);
                id = told;
                Thread.sleep(random.nextInt(800));
            }
        }

        studio.open();
        JobView done = studio.awaitFinal(id);

        assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
        assertThat(studio.jobs().ofProject("film")).hasSize(1);
    }

    private JavaProcess start(ExportOptions options, long crawlFrom) throws IOException {
        return KilledSidecar.start(studio.workspace, studio.data, "film", options, crawlFrom);
    }
}
