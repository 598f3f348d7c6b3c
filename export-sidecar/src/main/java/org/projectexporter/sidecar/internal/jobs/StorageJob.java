package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.StorageReport.ProjectTotal;
import org.projectexporter.sidecar.internal.jobs.StorageReport.StorageRun;
import org.projectexporter.spi.files.Disk;

/**
 * Removes what is no longer to be kept: exports by age, number, bytes and free space, abandoned uploads, forgotten
 * imports, and files in the data folder that belong to nothing; thread-safe. What is being read stays.
 */
public final class StorageJob {
    private static final Logger LOG = LoggerFactory.getLogger(StorageJob.class);

    private final SidecarOptions options;
    private final DataFolder data;
    private final JobIndex exports;
    private final Quota quota;
    private final Clock clock;
    private final Map<Removal.Reason, LongAdder> removed = new EnumMap<>(Removal.Reason.class);
    private final Map<Removal.Reason, LongAdder> removedBytes = new EnumMap<>(Removal.Reason.class);
    private final LongAdder runs = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Remover remover;
    private volatile @Nullable ImportJobs imports;
    private volatile @Nullable StorageRun lastRun;

    /** Removes a final export; false if it is gone or in use. */
    interface Remover {
        boolean remove(ExportJob job) throws IOException;
    }

    StorageJob(SidecarOptions options, DataFolder data, JobIndex exports, Quota quota, Clock clock, Remover remover) {
        this.options = options;
        this.data = data;
        this.exports = exports;
        this.quota = quota;
        this.clock = clock;
        this.remover = remover;
        for (Removal.Reason reason : Removal.Reason.values()) {
            removed.put(reason, new LongAdder());
            removedBytes.put(reason, new LongAdder());
        }
    }

    /** From now on, uploads and imports are looked after too. */
    void covers(ImportJobs jobs) {
        imports = jobs;
    }

    /** The number of runs of this process. */
    public long runs() {
        return runs.sum();
    }

    /** The number of removals that failed. */
    public long failures() {
        return failures.sum();
    }

    /** The number of removals for this reason. */
    public long removed(Removal.Reason reason) {
        return removed.getOrDefault(reason, new LongAdder()).sum();
    }

    /** The bytes that were removed for this reason. */
    public long removedBytes(Removal.Reason reason) {
        return removedBytes.getOrDefault(reason, new LongAdder()).sum();
    }

    /** Bytes of uploads, complete or not. */
    public long uploadBytes() throws IOException {
        return DiskUse.of(data.uploads()).bytes();
    }

    /** The free space of the disk of the data folder. */
    public long freeBytes() throws IOException {
        return Disk.usableBytes(data.folder());
    }

    /** The size of the disk of the data folder. */
    public long diskBytes() throws IOException {
        return Disk.totalBytes(data.folder());
    }

    /** What there is, and what the next run would remove. */
    public StorageReport report() throws IOException {
        long damaged = Files.exists(data.damaged()) ? DiskUse.of(data.damaged()).bytes() : 0;
        return new StorageReport(
                quota.used(),
                quota.mostBytes(),
                freeBytes(),
                uploadBytes(),
                damaged,
                options.storage(),
                totals(),
                removable(),
                Optional.ofNullable(lastRun));
    }

    private List<ProjectTotal> totals() throws IOException {
        Map<String, ProjectTotal> totals = new TreeMap<>();
        for (ExportJob job : exports.all()) {
            JobView view = job.view();
            long bytes = DiskUse.of(data.export(view.id())).bytes();
            ProjectTotal one =
                    new ProjectTotal(view.projectId(), 1, view.result().isPresent() ? 1 : 0, bytes);
            totals.merge(
                    view.projectId(),
                    one,
                    (a, b) -> new ProjectTotal(
                            a.projectId(),
                            a.exports() + b.exports(),
                            a.archives() + b.archives(),
                            a.bytes() + b.bytes()));
        }
        return List.copyOf(totals.values());
    }

    /** What a run would remove now. */
    private List<Removal> removable() throws IOException {
        Instant now = clock.instant();
        List<StoredExport> stored = new ArrayList<>();
        for (ExportJob job : exports.all()) {
            if (job.view().state().isFinal()) {
                stored.add(stored(job));
            }
        }
        List<Removal> all = new ArrayList<>(new StoragePlan(stored, options.storage(), now).removals(freeBytes()));
        ImportJobs jobs = imports;
        if (jobs != null) {
            all.addAll(jobs.removable(now));
            all.addAll(orphans(now, jobs));
        }
        return all;
    }

    private StoredExport stored(ExportJob job) throws IOException {
        JobView view = job.view();
        DiskUse use = DiskUse.of(data.export(view.id()));
        return new StoredExport(
                view.id(),
                view.projectId(),
                view.finishedAt().orElse(view.createdAt()),
                view.expiresAt(),
                use.bytes(),
                use.freeableBytes(),
                view.result().isPresent(),
                job.isHeld());
    }

    /** What a process has left that was killed, and what others have put here. */
    private List<Removal> orphans(Instant now, ImportJobs jobs) throws IOException {
        List<Removal> found = new ArrayList<>();
        for (Path folder : List.of(data.exports(), data.imports(), data.uploads())) {
            for (Path child : DataFolder.children(folder)) {
                String name = String.valueOf(child.getFileName());
                if (exports.find(name).isEmpty() && !jobs.knows(name) && !hasRecord(child)) {
                    DiskUse use = DiskUse.of(child);
                    if (use.newest().plus(options.storage().orphans()).isBefore(now)) {
                        found.add(new Removal(
                                Removal.Kind.ORPHAN,
                                data.folder().relativize(child).toString(),
                                Optional.empty(),
                                use.bytes(),
                                Removal.Reason.ORPHAN,
                                false));
                    }
                }
            }
        }
        return found;
    }

    /** Another version of this program may know what this one cannot read. */
    private static boolean hasRecord(Path child) {
        for (String name : List.of("job.json", "import.json", UploadFile.NAME)) {
            if (Files.exists(child.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    /** Removes what is to be removed now. */
    public synchronized StorageRun run() throws IOException {
        List<Removal> done = new ArrayList<>();
        List<Removal> failed = new ArrayList<>();
        for (Removal removal : removable()) {
            try {
                if (!removal.held() && remove(removal)) {
                    done.add(removal);
                    count(removal);
                }
            } catch (IOException e) {
                LOG.warn("cannot remove {} {}: {}", removal.kind().jsonName(), removal.id(), e.toString());
                failed.add(removal);
                failures.increment();
            }
        }
        runs.increment();
        StorageRun run = new StorageRun(JobTransitions.now(clock), done, failed);
        lastRun = run;
        log(run);
        return run;
    }

    /** The same; failures are only logged. */
    void runQuietly() {
        try {
            run();
        } catch (IOException e) {
            LOG.warn("cannot look after the storage: {}", e.toString());
        }
    }

    private boolean remove(Removal removal) throws IOException {
        ImportJobs jobs = imports;
        switch (removal.kind()) {
            case EXPORT -> {
                ExportJob job = exports.find(removal.id()).orElse(null);
                return job != null && remover.remove(job);
            }
            case ORPHAN -> {
                DataFolder.remove(data.folder().resolve(removal.id()));
                return true;
            }
            default -> {
                return jobs != null && jobs.remove(removal);
            }
        }
    }

    private void count(Removal removal) {
        Optional.ofNullable(removed.get(removal.reason())).ifPresent(LongAdder::increment);
        Optional.ofNullable(removedBytes.get(removal.reason())).ifPresent(sum -> sum.add(removal.bytes()));
        LOG.info(
                "removed {} {}, {} bytes: {}",
                removal.kind().jsonName(),
                removal.id(),
                removal.bytes(),
                removal.reason().jsonName());
    }

    /** Most runs remove nothing, and happen each minute. */
    private static void log(StorageRun run) {
        long bytes = run.removed().stream().mapToLong(Removal::bytes).sum();
        LOG.atLevel(run.removed().isEmpty() && run.failed().isEmpty() ? Level.DEBUG : Level.INFO)
                .addKeyValue("event", "storage")
                .addKeyValue("removed", run.removed().size())
                .addKeyValue("removed_bytes", bytes)
                .addKeyValue("failed", run.failed().size())
                .log("the storage was looked after");
    }
}
