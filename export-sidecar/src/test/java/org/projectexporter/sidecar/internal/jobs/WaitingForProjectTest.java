package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An export whose project is gone waits for it, and resumes when it is back. */
class WaitingForProjectTest extends StudioTest {
    private JobView half;
    private Path project;
    private Path elsewhere;

    private void stopHalfWay() throws Exception {
        studio.open();
        half = studio.halfWritten("film");
        studio.jobs().close();
        project = studio.workspace.resolve("film");
        elsewhere = studio.workspace.resolveSibling("elsewhere");
        Files.move(project, elsewhere);
        studio.zip.run();
    }

    private void bringBack() throws IOException {
        if (Files.exists(project)) {
            Files.delete(project);
        }
        Files.move(elsewhere, project);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gone_orAnEmptyMountPoint_itWaits_andResumesWhenTheProjectIsBack(boolean mountPoint) throws Exception {
        stopHalfWay();
        if (mountPoint) {
            Files.createDirectory(project);
        }
        studio.open();
        JobView waiting = studio.await(half.id(), JobState.WAITING_FOR_PROJECT);
        assertThat(waiting.progress().message()).contains("bring it back").doesNotContain(project.toString());
        assertThat(studio.made(half)).containsExactly(".film.zip.export");

        studio.jobs().lookForProjects();
        bringBack();
        studio.jobs().lookForProjects();

        JobView done = studio.await(half.id(), JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void aGitFolderElsewhere_isWaitedForToo() throws Exception {
        Path history = Files.createDirectories(studio.workspace.resolveSibling("history"));
        studio.options(studio.options().dependencyRoots(List.of(history)));
        Path film = studio.project("film").folder();
        Files.move(film.resolve(".git"), history.resolve("film.git"));
        Files.writeString(film.resolve(".git"), "gitdir: " + history.resolve("film.git") + "\n");
        studio.open();
        half = studio.halfWritten("film");
        studio.jobs().close();
        Files.move(history.resolve("film.git"), history.resolve("away"));
        studio.zip.run();
        studio.open();
        studio.await(half.id(), JobState.WAITING_FOR_PROJECT);

        studio.jobs().lookForProjects();
        Files.move(history.resolve("away"), history.resolve("film.git"));
        studio.jobs().lookForProjects();

        JobView done = studio.await(half.id(), JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void resumedOnRequest_whileTheProjectIsGone_itWaitsAgain_andCanBeCancelled() throws Exception {
        stopHalfWay();
        studio.open();
        studio.await(half.id(), JobState.WAITING_FOR_PROJECT);
        long before = studio.jobs().events(half.id()).orElseThrow().lastNumber();

        studio.jobs().resume(half.id());
        while (studio.jobs().events(half.id()).orElseThrow().lastNumber() < before + 3) {
            Thread.sleep(5); // queued, running, waiting
        }
        assertThat(studio.jobs().find(half.id()).orElseThrow().state()).isEqualTo(JobState.WAITING_FOR_PROJECT);
        studio.jobs().delete(half.id());

        assertThat(studio.jobs().find(half.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(studio.made(half)).isEmpty();
    }
}
