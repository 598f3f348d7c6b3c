package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The thread that resumes exports whose project, or what it has elsewhere, is back. The export finds out whether it is
 * what was planned; here it is enough that another folder is at its place than before, or that it has changed: a disk
 * that is mounted again has another device number.
 */
final class ReturnWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnWatch.class);
    private static final long SECONDS_BETWEEN_LOOKS = 10;
    private static final String NOTHING = "";

    private final Workspace workspace;
    private final Supplier<Collection<ExportJob>> jobs;
    private final Consumer<String> resume;
    private final ScheduledExecutorService thread;
    /** What was at the places that each waiting export needs, by the export's id. */
    private final Map<String, String> found = new HashMap<>();

    /**
     * Starts the thread.
     *
     * @param jobs all exports
     * @param resume resumes an export, given its id
     */
    @SuppressWarnings("FutureReturnValueIgnored") // failures are logged
    ReturnWatch(Workspace workspace, Supplier<Collection<ExportJob>> jobs, Consumer<String> resume) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.resume = resume;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "sidecar-returns");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    /** Looks at the place of each project that an export waits for. */
    synchronized void look() {
        for (ExportJob job : jobs.get()) {
            JobView view = job.view();
            if (view.state() != JobState.WAITING_FOR_PROJECT) {
                found.remove(view.id());
                continue;
            }
            String now = identity(view.projectId(), job.awaited());
            String before = found.put(view.id(), now);
            if (!now.equals(NOTHING) && !now.equals(before)) {
                LOG.info("the project {} may be back; resuming export {}", view.projectId(), view.id());
                resume.accept(view.id());
            }
        }
    }

    private String identity(String projectId, Optional<Path> elsewhere) {
        try {
            Optional<Path> folder = workspace.find(projectId);
            if (folder.isEmpty()) {
                return NOTHING;
            }
            return identity(folder.get()) + (elsewhere.isEmpty() ? "" : " " + identity(elsewhere.get()));
        } catch (IOException e) {
            return NOTHING;
        }
    }

    private static String identity(Path folder) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.fileKey() + " " + attributes.lastModifiedTime();
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
