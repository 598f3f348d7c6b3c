package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.projectexporter.sidecar.ProjectDirectory.Project;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** Exports of projects whose mapping changes, or cannot be asked, before they are done. */
class MovedProjectTest extends StudioTest {
    private static final String ID = "42";

    private final Map<String, Path> places = new ConcurrentHashMap<>();
    private volatile boolean down;
    private JobView half;

    private void map() {
        studio.options(studio.options().projects(id -> {
            if (down) {
                throw new IOException("the backend at " + temp + " is down");
            }
            return Optional.ofNullable(places.get(id)).map(folder -> Project.of(id, folder));
        }));
    }

    private void stopHalfWay() throws Exception {
        map();
        places.put(ID, studio.workspace.resolve("film"));
        studio.open();
        GitFixture.init(places.get(ID)).file("take.mp4", new Noise(5).bytes(20_000_000));
        studio.zip.crawlFrom(15_000_000);
        half = studio.await(studio.start(ID).id(), view -> view.progress().bytesDone() > 15_000_000);
        studio.jobs().close();
        studio.zip.run();
    }

    private void requireExport(String content) throws Exception {
        JobView done = studio.await(half.id(), JobState.COMPLETED);
        assertThat(done.projectId()).isEqualTo(ID);
        assertThat(Files.readString(done.result().orElseThrow().manifest()))
                .contains("\"project_id\" : \"" + ID + "\"");
        try (ZipFile zip =
                new ZipFile(done.result().orElseThrow().volumes().get(0).file().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".mp4")))
                    .containsExactly("film/" + content);
        }
        assertThat(studio.made(half)).contains("film.zip").doesNotContain(".film.zip.export");
    }

    @Test
    void theSamePlace_resumes_evenIfTheProjectHasAnotherNameNow() throws Exception {
        stopHalfWay();
        studio.options(studio.options()
                .projects(id -> Optional.of(Project.of(id, places.get(id)).named("renamed"))));
        studio.open();

        requireExport("take.mp4");
    }

    @Test
    void anotherPlace_isFollowed_andWhatWasWrittenOfTheFirstIsNotUsed() throws Exception {
        stopHalfWay();
        places.put(
                ID,
                GitFixture.init(studio.workspace.resolveSibling("moved"))
                        .file("other.mp4", new Noise(6).bytes(1000))
                        .folder());
        studio.open();

        requireExport("other.mp4");
    }

    @Test
    void aMappingThatIsGone_isWaitedFor() throws Exception {
        stopHalfWay();
        Path place = places.remove(ID);
        Files.move(place, studio.workspace.resolveSibling("elsewhere")); // or its name would be found in the workspace
        studio.open();
        studio.await(half.id(), JobState.WAITING_FOR_PROJECT);
        studio.jobs().lookForProjects();

        Files.move(studio.workspace.resolveSibling("elsewhere"), place);
        places.put(ID, place);
        studio.jobs().lookForProjects();

        requireExport("take.mp4");
    }

    @Test
    void aDirectoryThatCannotBeAsked_isWaitedFor_alsoByAnExportThatHasNotBegun() throws Exception {
        stopHalfWay();
        studio.open();
        studio.await(half.id(), JobState.COMPLETED);
        studio.gate.shut();
        studio.await(studio.start(ID).id(), JobState.RUNNING);
        JobView queued = studio.start(ID);
        down = true;
        studio.gate.open();

        JobView waiting = studio.await(queued.id(), JobState.WAITING_FOR_PROJECT);
        assertThat(waiting.progress().message()).contains("looked up").doesNotContain(temp.toString());
        studio.jobs().lookForProjects();
        down = false;
        studio.jobs().lookForProjects();

        studio.await(queued.id(), JobState.COMPLETED);
    }
}
