package org.projectexporter.sidecar.internal.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.sidecar.StorageLimits;

/** Which exports are to be removed, and why. To be used once. */
final class StoragePlan {
    /** Whoever has asked for an archive must have a chance to download it, however little may be kept. */
    static final Duration LEAST_AGE = Duration.ofMinutes(10);

    private final StorageLimits limits;
    private final Instant now;
    private final List<StoredExport> newestFirst;
    private final Map<String, Removal> removals = new LinkedHashMap<>();

    StoragePlan(List<StoredExport> exports, StorageLimits limits, Instant now) {
        this.limits = limits;
        this.now = now;
        this.newestFirst = exports.stream()
                .sorted(Comparator.comparing(StoredExport::finishedAt)
                        .thenComparing(StoredExport::id)
                        .reversed())
                .toList();
    }

    /**
     * The exports to be removed. Those that are held are named only if they will have to go in any case.
     *
     * @param freeBytes the free space of the disk
     */
    List<Removal> removals(long freeBytes) {
        byAge();
        byNumber();
        byBytes();
        byFreeSpace(freeBytes);
        return List.copyOf(removals.values());
    }

    private void byAge() {
        for (StoredExport export : newestFirst) {
            if (export.expiresAt().filter(at -> !at.isAfter(now)).isPresent()) {
                remove(export, Removal.Reason.AGE);
            }
        }
    }

    private void byNumber() {
        Map<String, Integer> kept = new HashMap<>();
        for (StoredExport export : remaining()) {
            if (export.archive() && kept.merge(export.projectId(), 1, Integer::sum) > limits.archivesPerProject()) {
                if (isOldEnough(export)) {
                    remove(export, Removal.Reason.NUMBER);
                }
            }
        }
    }

    private void byBytes() {
        List<StoredExport> left = remaining();
        long bytes = left.stream().mapToLong(StoredExport::bytes).sum();
        for (int i = left.size() - 1; i >= 0 && bytes > limits.archiveBytes(); i--) {
            StoredExport export = left.get(i);
            if (!export.held() && export.bytes() > 0 && isOldEnough(export)) {
                remove(export, Removal.Reason.BYTES);
                bytes -= export.bytes();
            }
        }
    }

    private void byFreeSpace(long freeBytes) {
        if (freeBytes >= limits.freeBytes()) {
            return;
        }
        long free = freeBytes;
        for (StoredExport export : newestFirst) {
            if (removals.containsKey(export.id()) && !export.held()) {
                free += export.freeableBytes();
            }
        }
        List<StoredExport> left = remaining();
        for (int i = left.size() - 1; i >= 0 && free < limits.freeBytes(); i--) {
            StoredExport export = left.get(i);
            if (!export.held() && export.freeableBytes() > 0 && isOldEnough(export)) {
                remove(export, Removal.Reason.FREE_SPACE);
                free += export.freeableBytes();
            }
        }
    }

    /** Newest first. */
    private List<StoredExport> remaining() {
        List<StoredExport> left = new ArrayList<>(newestFirst);
        left.removeIf(export -> removals.containsKey(export.id()));
        return left;
    }

    private boolean isOldEnough(StoredExport export) {
        return !export.finishedAt().plus(LEAST_AGE).isAfter(now);
    }

    private void remove(StoredExport export, Removal.Reason reason) {
        removals.put(
                export.id(),
                new Removal(
                        Removal.Kind.EXPORT,
                        export.id(),
                        Optional.of(export.projectId()),
                        export.bytes(),
                        reason,
                        export.held()));
    }
}
