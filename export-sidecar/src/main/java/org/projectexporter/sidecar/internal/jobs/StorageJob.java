package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.StorageReport.StorageRun;

/**
 * Removes what is no longer to be kept: exports by age, number, bytes and free space, those that were interrupted long
 * ago, abandoned uploads, forgotten imports, and files in the data folder that belong to nothing; thread-safe. What is
 * being read stays.
 */
public final class StorageJob {
    /**
     * What is younger may be in the making: a folder has no record yet, or an upload no data. So a request cannot
     * remove it.
     */
    public static final Duration LEAST_AGE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(StorageJob.class);

    private final StorageLimits limits;
    private final DataFolder data;
    private final JobIndex exports;
    private final StorageSurvey survey;
    private final Clock clock;
    private final Map<Removal.Reason, LongAdder> removed = new EnumMap<>(Removal.Reason.class);
    private final Map<Removal.Reason, LongAdder> removedBytes = new EnumMap<>(Removal.Reason.class);
    private final LongAdder runs = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Remover remover;
    private volatile @Nullable ImportJobs imports;
    private volatile @Nullable StorageRun lastRun;

    /** Removes an export for a reason; false if it is gone, in use, or no longer in a state for that. */
    interface Remover {
        boolean remove(ExportJob job, Removal.Reason reason) throws IOException;
    }

    StorageJob(StorageLimits limits, DataFolder data, JobIndex exports, Quota quota, Clock clock, Remover remover) {
        this.limits = limits;
        this.data = data;
        this.exports = exports;
        this.survey = new StorageSurvey(data, exports, quota);
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
        survey.covers(jobs);
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
        return survey.uploadBytes();
    }

    /** The free space of the disk of the data folder. */
    public long freeBytes() throws IOException {
        return survey.freeBytes();
    }

    /** The size of the disk of the data folder. */
    public long diskBytes() throws IOException {
        return survey.diskBytes();
    }

    /** What there is, what the next run would remove, and what later ones will. */
    public StorageReport report() throws IOException {
        return survey.report(limits, clock.instant(), Optional.ofNullable(lastRun));
    }

    /** What a run with this age would remove now; see {@link #run(Duration)}. */
    public StorageRun preview(Duration age) throws IOException {
        return new StorageRun(JobTransitions.now(clock), survey.removable(within(age), clock.instant()), List.of());
    }

    /** The limits, with shorter times for what nobody works on. */
    private StorageLimits within(Duration age) {
        return limits.toBuilder()
                .interrupted(shorter(age, limits.interrupted()))
                .uploads(shorter(age, limits.uploads()))
                .orphans(shorter(age, limits.orphans()))
                .build();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Removes what is to be removed now. */
    public StorageRun run() throws IOException {
        return run(limits);
    }

    /**
     * The same, and exports that are stopped, uploads, and files that belong to nothing, if nothing was written to them
     * for that time.
     *
     * @param age {@link #LEAST_AGE} or more
     */
    public StorageRun run(Duration age) throws IOException {
        return run(within(age));
    }

    private synchronized StorageRun run(StorageLimits now) throws IOException {
        List<Removal> done = new ArrayList<>();
        List<Removal> failed = new ArrayList<>();
        for (Removal removal : survey.removable(now, clock.instant())) {
            try {
                if (!removal.held() && remove(removal, now)) {
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

    private boolean remove(Removal removal, StorageLimits now) throws IOException {
        ImportJobs jobs = imports;
        switch (removal.kind()) {
            case EXPORT -> {
                ExportJob job = exports.find(removal.id()).orElse(null);
                return job != null && remover.remove(job, removal.reason());
            }
            case ORPHAN -> {
                DataFolder.remove(data.folder().resolve(removal.id()));
                return true;
            }
            default -> {
                return jobs != null && jobs.remove(removal, now.uploads());
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
