package org.projectexporter.sidecar.internal.jobs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** A workspace with projects, a data folder next to it, and the sidecar's exports of them. */
final class Studio implements AutoCloseable {
    private static final int LARGE = 64_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    final Path workspace;
    final Path data;
    final Gate gate = new Gate();
    final SlowZip zip = new SlowZip();
    private final ProjectExporter exporter;
    private SidecarOptions.Builder options;
    private Clock clock = Clock.systemUTC();
    private ExportJobs jobs;

    Studio(Path folder) throws IOException {
        workspace = Files.createDirectories(folder.resolve("workspace"));
        data = folder.resolve("data");
        options = SidecarOptions.builder(workspace, data);
        exporter = ProjectExporter.builder()
                .source(gate)
                .format(zip)
                .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)) // what it says must not come into an archive
                .build();
    }

    Studio options(SidecarOptions.Builder value) {
        options = value;
        return this;
    }

    SidecarOptions.Builder options() {
        return options;
    }

    Studio clock(Clock value) {
        clock = value;
        return this;
    }

    /** A small project with some history. */
    GitFixture project(String name) throws IOException {
        return GitFixture.init(workspace.resolve(name))
                .file("story.md", "A train leaves at night.\n")
                .file("plate.mp4", new Noise(name.length()).bytes(100_000))
                .commit("First cut");
    }

    ExportJobs open() throws IOException {
        SidecarOptions built = options.build();
        jobs = ExportJobs.open(built, exporter, Workspace.of(built), clock);
        return jobs;
    }

    ExportJobs reopen() throws IOException {
        jobs.close();
        return open();
    }

    ExportJobs jobs() {
        return jobs;
    }

    JobView start(String project) throws Exception {
        return start(project, ExportOptions.defaults());
    }

    JobView start(String project, ExportOptions exportOptions) throws Exception {
        return jobs.start(project, exportOptions, Priority.NORMAL, Optional.empty());
    }

    /** An export that is done. */
    JobView finished(String project) throws Exception {
        JobView done = awaitFinal(start(project).id());
        assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        return done;
    }

    /** An export that runs, and goes no further before the gate is opened. */
    JobView held(String project) throws Exception {
        gate.shut();
        return await(start(project).id(), JobState.RUNNING);
    }

    /** An export of a project with a large file that is in the midst of it, after a checkpoint, and crawls. */
    JobView halfWritten(String project) throws Exception {
        return writing(project, LARGE);
    }

    /** An export of a project with a file of so many bytes that is in the midst of it, and crawls. */
    JobView writing(String project, int bytes) throws Exception {
        GitFixture.init(workspace.resolve(project)).file("take.mp4", new Noise(5).bytes(bytes));
        zip.crawlFrom(bytes * 3L / 4);
        return await(start(project).id(), view -> view.progress().bytesDone() > bytes * 3L / 4);
    }

    Path folder(JobView job) {
        return data.resolve("exports").resolve(job.id());
    }

    /** Names of the files that an export has made. */
    List<String> made(JobView job) throws IOException {
        try (Stream<Path> files = Files.list(folder(job).resolve("archive"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Waits for an export that is as asked for. */
    JobView await(String id, Predicate<JobView> wanted) throws InterruptedException {
        EventLog events = jobs.events(id).orElseThrow();
        BlockingQueue<JobEvent> inbox = new LinkedBlockingQueue<>();
        long seen = 0;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            events.next(seen, inbox::add);
            JobEvent event = inbox.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                break;
            } else if (wanted.test(event.view())) {
                return event.view();
            }
            seen = event.number();
        }
        throw new AssertionError("it did not come to that; it is " + jobs.find(id));
    }

    JobView await(String id, JobState state) throws InterruptedException {
        return await(id, view -> view.state() == state);
    }

    JobView awaitFinal(String id) throws InterruptedException {
        return await(id, view -> view.state().isFinal());
    }

    /** The archive that the library makes of the project in one go, with the moment of that export. */
    byte[] reference(JobView job) throws IOException {
        Path folder = Files.createTempDirectory(data.getParent(), "reference");
        ExportRequest request = ExportRequest.builder(
                        workspace.resolve(job.projectId()),
                        folder.resolve(job.projectId() + "." + job.options().format()))
                .options(job.options())
                .dependencyRoots(options.build().dependencyRoots())
                .exportedAt(job.createdAt().truncatedTo(SECONDS))
                .build();
        return Files.readAllBytes(
                ProjectExporter.create().export(request, event -> {}).archive());
    }

    static byte[] archive(JobView job) throws IOException {
        return Files.readAllBytes(job.result().orElseThrow().volumes().get(0).file());
    }

    @Override
    public void close() throws IOException {
        gate.open();
        zip.run();
        if (jobs != null) {
            jobs.close();
        }
    }
}
