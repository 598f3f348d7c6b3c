package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.StorageReport.ProjectTotal;
import org.projectexporter.sidecar.internal.jobs.StorageReport.Scheduled;
import org.projectexporter.sidecar.internal.jobs.StorageReport.StorageRun;
import org.projectexporter.sidecar.internal.jobs.StorageReport.Totals;
import org.projectexporter.spi.files.Disk;

/** Looks at what a data folder holds, and finds what is to be removed now or later; removes nothing. */
final class StorageSurvey {
    private final DataFolder data;
    private final JobIndex exports;
    private final Quota quota;
    private volatile @Nullable ImportJobs imports;

    StorageSurvey(DataFolder data, JobIndex exports, Quota quota) {
        this.data = data;
        this.exports = exports;
        this.quota = quota;
    }

    /** From now on, uploads and imports are looked at too. */
    void covers(ImportJobs jobs) {
        imports = jobs;
    }

    /** Bytes of uploads, complete or not. */
    long uploadBytes() throws IOException {
        return DiskUse.of(data.uploads()).bytes();
    }

    long freeBytes() throws IOException {
        return Disk.usableBytes(data.folder());
    }

    long diskBytes() throws IOException {
        return Disk.totalBytes(data.folder());
    }

    StorageReport report(StorageLimits limits, Instant now, Optional<StorageRun> lastRun) throws IOException {
        List<Removal> removable = removable(limits, now);
        return new StorageReport(totals(now), limits, projects(), removable, scheduled(limits, removable), lastRun);
    }

    private Totals totals(Instant now) throws IOException {
        long archives = 0;
        long interrupted = 0;
        for (ExportJob job : exports.all()) {
            JobView view = job.view();
            long bytes = DiskUse.of(data.export(view.id())).bytes();
            if (view.result().isPresent()) {
                archives += bytes;
            } else if (view.state().isStopped() || view.state().isFinal()) {
                interrupted += bytes;
            }
        }
        ImportJobs jobs = imports;
        long orphans = jobs == null
                ? 0
                : orphans(now.plusSeconds(1), Duration.ZERO, jobs).stream()
                        .mapToLong(Removal::bytes)
                        .sum();
        long damaged = Files.exists(data.damaged()) ? DiskUse.of(data.damaged()).bytes() : 0;
        return new Totals(
                quota.used(),
                quota.mostBytes(),
                freeBytes(),
                diskBytes(),
                archives,
                interrupted,
                uploadBytes(),
                orphans,
                damaged);
    }

    private List<ProjectTotal> projects() throws IOException {
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

    /** What these limits remove at that time. */
    List<Removal> removable(StorageLimits limits, Instant now) throws IOException {
        List<StoredExport> stored = new ArrayList<>();
        for (ExportJob job : exports.all()) {
            if (job.view().state().isFinal()) {
                stored.add(stored(job));
            }
        }
        List<Removal> all = new ArrayList<>(new StoragePlan(stored, limits, now).removals(freeBytes()));
        for (Scheduled stopped : interrupted(limits)) {
            if (!stopped.at().isAfter(now)) {
                all.add(stopped.removal());
            }
        }
        ImportJobs jobs = imports;
        if (jobs != null) {
            all.addAll(jobs.removable(now, limits.uploads()));
            all.addAll(orphans(now, limits.orphans(), jobs));
        }
        return all;
    }

    /** What will be removed by age, unless something happens before; the earliest first. */
    private List<Scheduled> scheduled(StorageLimits limits, List<Removal> removable) throws IOException {
        List<Scheduled> all = new ArrayList<>(interrupted(limits));
        for (ExportJob job : exports.all()) {
            JobView view = job.view();
            if (view.expiresAt().isPresent() && view.result().isPresent()) {
                long bytes = DiskUse.of(data.export(view.id())).bytes();
                all.add(new Scheduled(
                        removal(view, bytes, Removal.Reason.AGE, job.isHeld()),
                        view.expiresAt().get()));
            }
        }
        ImportJobs jobs = imports;
        if (jobs != null) {
            jobs.uploads().all().stream()
                    .filter(upload -> !upload.inUse())
                    .map(StorageSurvey::scheduled)
                    .forEach(all::add);
        }
        List<String> goesNow = removable.stream().map(Removal::id).toList();
        return all.stream()
                .filter(one -> !goesNow.contains(one.removal().id()))
                .sorted(Comparator.comparing(Scheduled::at)
                        .thenComparing(one -> one.removal().id()))
                .toList();
    }

    private static Scheduled scheduled(UploadView upload) {
        Removal removal = new Removal(
                Removal.Kind.UPLOAD, upload.id(), Optional.empty(), upload.offset(), Removal.Reason.ABANDONED, false);
        return new Scheduled(removal, upload.expiresAt());
    }

    /** Exports that are stopped, and when they have been for too long. */
    private List<Scheduled> interrupted(StorageLimits limits) throws IOException {
        List<Scheduled> all = new ArrayList<>();
        for (ExportJob job : exports.all()) {
            JobView view = job.view();
            if (view.state().isStopped()) {
                DiskUse use = DiskUse.of(data.export(view.id()).resolve(JobStore.ARCHIVE));
                Instant written = use.newest().isAfter(view.createdAt()) ? use.newest() : view.createdAt();
                all.add(new Scheduled(
                        removal(view, use.bytes(), Removal.Reason.INTERRUPTED, false),
                        written.plus(limits.interrupted())));
            }
        }
        return all;
    }

    private static Removal removal(JobView view, long bytes, Removal.Reason reason, boolean held) {
        return new Removal(Removal.Kind.EXPORT, view.id(), Optional.of(view.projectId()), bytes, reason, held);
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
    private List<Removal> orphans(Instant now, Duration age, ImportJobs jobs) throws IOException {
        List<Removal> found = new ArrayList<>();
        for (Path folder : List.of(data.exports(), data.imports(), data.uploads())) {
            for (Path child : DataFolder.children(folder)) {
                String name = String.valueOf(child.getFileName());
                if (exports.find(name).isEmpty() && !jobs.knows(name) && !hasRecord(child)) {
                    DiskUse use = DiskUse.of(child);
                    if (use.newest().plus(age).isBefore(now)) {
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
}
