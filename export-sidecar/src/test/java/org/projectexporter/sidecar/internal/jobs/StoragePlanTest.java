package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.Removal.Reason;

/** Which exports go, and why. */
class StoragePlanTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final long MUCH = Long.MAX_VALUE;

    private static StoredExport export(String id, int hoursOld) {
        return export(id, "film", hoursOld, 100, false);
    }

    private static StoredExport export(String id, String project, int hoursOld, long bytes, boolean held) {
        Instant finished = NOW.minus(Duration.ofHours(hoursOld));
        return new StoredExport(
                id, project, finished, Optional.of(finished.plus(Duration.ofDays(7))), bytes, bytes, true, held);
    }

    private static List<String> plan(StorageLimits.Builder limits, long free, StoredExport... exports) {
        return new StoragePlan(List.of(exports), limits.build(), NOW)
                .removals(free).stream()
                        .map(removal -> removal.id() + " " + removal.reason() + (removal.held() ? " held" : ""))
                        .toList();
    }

    @Test
    void whatHasExpired_goes_andWhatIsReadIsNamed() {
        assertThat(plan(
                        StorageLimits.builder(),
                        MUCH,
                        export("old", 168),
                        export("read", "film", 200, 1, true),
                        export("young", 167)))
                .containsExactlyInAnyOrder("old " + Reason.AGE, "read AGE held");
    }

    @Test
    void theNewestOfEachProject_areKept() {
        assertThat(plan(
                        StorageLimits.builder().archivesPerProject(2),
                        MUCH,
                        export("a", 1),
                        export("c", 3),
                        export("d", 4),
                        export("b", 2),
                        export("other", "trailer", 9, 1, false)))
                .containsExactlyInAnyOrder("c NUMBER", "d NUMBER");
    }

    @Test
    void theOldest_goUntilTheRestFits_andWhatIsReadStays() {
        assertThat(plan(
                        StorageLimits.builder().archiveBytes(250),
                        MUCH,
                        export("a", 1),
                        export("b", 2),
                        export("c", 3),
                        export("d", "film", 4, 100, true)))
                .containsExactly("c BYTES", "b BYTES");
    }

    @Test
    void theOldest_goUntilEnoughIsFree_butOnlyIfThatFreesSpace() {
        StoredExport linked = new StoredExport(
                "linked", "film", NOW.minus(Duration.ofHours(9)), Optional.empty(), 100, 0, true, false);

        assertThat(plan(
                        StorageLimits.builder().freeBytes(1000),
                        850,
                        linked,
                        export("a", 1),
                        export("b", 2),
                        export("c", 3)))
                .containsExactly("c FREE_SPACE", "b FREE_SPACE");
        assertThat(plan(StorageLimits.builder().freeBytes(1000), 950, export("gone", 200), export("a", 1)))
                .as("what goes anyway counts")
                .containsExactly("gone AGE");
    }

    @Test
    void anArchiveThatWasJustMade_canStillBeDownloaded() {
        StoredExport fresh = new StoredExport(
                "fresh",
                "film",
                NOW.minus(StoragePlan.LEAST_AGE).plusMillis(1),
                Optional.empty(),
                100,
                100,
                true,
                false);

        assertThat(plan(StorageLimits.builder().archiveBytes(1).freeBytes(MUCH), 0, fresh))
                .isEmpty();
        assertThat(plan(StorageLimits.builder().archivesPerProject(1), MUCH, fresh, export("a", 1)))
                .containsExactly("a NUMBER");
    }
}
