package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.StorageLimits;

class JobTransitionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration RETENTION = Duration.ofDays(1);

    private static final StorageLimits LIMITS = StorageLimits.builder()
            .retention(RETENTION)
            .longestKeep(Duration.ofDays(10))
            .build();

    private final JobTransitions transitions = new JobTransitions(Clock.fixed(NOW, ZoneOffset.UTC), LIMITS);

    private static JobView view(JobState state) {
        return new JobViewBuilder(
                        "id", new JobView.Project("film", "film", ""), ExportOptions.defaults(), Instant.EPOCH)
                .state(state)
                .build();
    }

    private static JobView.Result result() {
        return new JobView.Result(
                List.of(),
                Path.of("film.manifest.json"),
                Optional.empty(),
                1,
                1,
                1,
                OptionalLong.empty(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private Map<String, UnaryOperator<JobView>> all() {
        Map<String, UnaryOperator<JobView>> all = new TreeMap<>();
        all.put("cancel", transitions::cancelled);
        all.put("complete", view -> transitions.completed(view, result(), null));
        all.put("fail", view -> transitions.failed(view, Failures.cancelled(), null));
        all.put("pause", transitions::paused);
        all.put("queue", view -> transitions.queued(view, Optional.empty()));
        all.put("run", transitions::running);
        all.put("verify", transitions::verifying);
        return all;
    }

    private List<String> allowedAfter(JobState state) {
        List<String> allowed = new ArrayList<>();
        all().forEach((name, transition) -> {
            try {
                transition.apply(view(state));
                allowed.add(name);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("after it was " + state);
            }
        });
        return allowed;
    }

    @Test
    void eachState_isFollowedByThoseOfTheTableAlone() {
        assertThat(allowedAfter(JobState.QUEUED)).containsExactly("cancel", "pause", "run");
        assertThat(allowedAfter(JobState.RUNNING)).containsExactly("cancel", "complete", "fail", "pause");
        assertThat(allowedAfter(JobState.PAUSED)).containsExactly("cancel", "queue");
        assertThat(allowedAfter(JobState.VERIFYING)).containsExactly("cancel", "complete", "fail");
        assertThat(allowedAfter(JobState.COMPLETED)).containsExactly("verify");
        assertThat(allowedAfter(JobState.COMPLETED_WITH_WARNINGS)).containsExactly("verify");
        assertThat(allowedAfter(JobState.FAILED)).containsExactly("queue");
        assertThat(allowedAfter(JobState.CANCELLED)).isEmpty();
    }

    @Test
    void refusedTransition_namesBothStates() {
        assertThatThrownBy(() -> transitions.running(view(JobState.CANCELLED)))
                .hasMessage("export id cannot be RUNNING after it was CANCELLED");
    }

    @Test
    void end_ofVerifiedExport_keepsTheTimeAtWhichItWasMade() {
        JobView made = transitions.completed(view(JobState.RUNNING), result(), null);
        JobTransitions later = new JobTransitions(Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC), LIMITS);

        JobView verified = later.completed(later.verifying(made), result(), null);

        assertThat(made.finishedAt()).contains(NOW);
        assertThat(verified.finishedAt()).contains(NOW);
        assertThat(verified.expiresAt()).contains(NOW.plus(RETENTION));
    }

    @Test
    void keptExport_expiresAsAsked_alsoAfterItWasVerified_andNeverBeforeItsTime() {
        JobView made = transitions.completed(view(JobState.RUNNING), result(), null);
        Instant longer = NOW.plus(Duration.ofDays(5));

        JobView kept = transitions.kept(made, Optional.of(longer));

        assertThat(kept.expiresAt()).contains(longer);
        assertThat(transitions
                        .completed(transitions.verifying(kept), result(), null)
                        .expiresAt())
                .contains(longer);
        assertThat(transitions.restored(kept).expiresAt()).contains(longer);
        assertThat(transitions.kept(kept, Optional.empty()).expiresAt()).contains(NOW.plus(RETENTION));
        assertThat(transitions.kept(made, Optional.of(NOW.plusSeconds(1))).expiresAt())
                .as("shorter than the retention time")
                .contains(NOW.plus(RETENTION));
    }

    @Test
    void keeping_hasABound_andIsForTheFuture() {
        JobView made = transitions.completed(view(JobState.RUNNING), result(), null);
        Instant latest = NOW.plus(Duration.ofDays(10));

        assertThat(transitions.kept(made, Optional.of(latest)).expiresAt()).contains(latest);
        assertThatThrownBy(() -> transitions.kept(made, Optional.of(latest.plusMillis(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(latest.toString());
        assertThatThrownBy(() -> transitions.kept(made, Optional.of(NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("future");
    }

    @Test
    void exportThatStartsAgain_isNoLongerKept() {
        JobView failed = transitions.failed(view(JobState.RUNNING), Failures.cancelled(), null);
        JobView kept = transitions.kept(failed, Optional.of(NOW.plus(Duration.ofDays(5))));

        assertThat(transitions.queued(kept, Optional.empty()).keepUntil()).isEmpty();
    }
}
