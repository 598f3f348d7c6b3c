package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Verification;

/**
 * Which state of an export may follow which, and what else changes with it. Who may ask for it, and when, is
 * {@link ExportJob}'s matter.
 */
final class JobTransitions {
    private static final Map<JobState, Set<JobState>> TABLE = Map.of(
            JobState.QUEUED, EnumSet.of(JobState.RUNNING, JobState.PAUSED, JobState.CANCELLED),
            JobState.RUNNING, endOr(JobState.PAUSED, JobState.WAITING_FOR_PROJECT),
            JobState.PAUSED, EnumSet.of(JobState.QUEUED, JobState.CANCELLED),
            JobState.WAITING_FOR_PROJECT, EnumSet.of(JobState.QUEUED, JobState.CANCELLED),
            JobState.VERIFYING, endOr(),
            JobState.COMPLETED, EnumSet.of(JobState.VERIFYING),
            JobState.COMPLETED_WITH_WARNINGS, EnumSet.of(JobState.VERIFYING),
            JobState.FAILED, EnumSet.of(JobState.QUEUED),
            JobState.CANCELLED, EnumSet.noneOf(JobState.class));

    private final Clock clock;
    private final StorageLimits limits;

    /** Transitions of exports that are kept as these limits say when they have ended. */
    JobTransitions(Clock clock, StorageLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    private static Set<JobState> endOr(JobState... others) {
        Set<JobState> next =
                EnumSet.of(JobState.COMPLETED, JobState.COMPLETED_WITH_WARNINGS, JobState.FAILED, JobState.CANCELLED);
        next.addAll(List.of(others));
        return next;
    }

    /** What is kept of a moment. */
    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** As the next process finds it: what ran then waits now. */
    JobView restored(JobView old) {
        JobViewBuilder now = JobViewBuilder.of(old);
        if (old.state().isFinal()) {
            now.expiresAt(old.finishedAt().map(at -> expiry(at, old)).orElse(null));
        } else if (old.state() == JobState.RUNNING || old.state() == JobState.WAITING_FOR_PROJECT) {
            now.state(JobState.QUEUED);
        }
        return now.build();
    }

    JobView running(JobView view) {
        return to(JobState.RUNNING, view)
                .startedAt(view.startedAt().orElse(now(clock)))
                .build();
    }

    /** The same state, with a project in another folder. */
    JobView moved(JobView view, String folderMark) {
        JobView.Project project = view.project();
        return JobViewBuilder.of(view)
                .project(new JobView.Project(project.id(), project.name(), folderMark))
                .build();
    }

    JobView paused(JobView view) {
        return to(JobState.PAUSED, view)
                .progress(Progresses.still(view.progress(), "paused"))
                .build();
    }

    JobView waiting(JobView view, String message) {
        return to(JobState.WAITING_FOR_PROJECT, view)
                .progress(Progresses.still(view.progress(), message))
                .build();
    }

    JobView queued(JobView view, Optional<OnUnreadable> onUnreadable) {
        return to(JobState.QUEUED, view)
                .options(view.options().toBuilder()
                        .onUnreadable(onUnreadable.orElse(view.options().onUnreadable()))
                        .build())
                .progress(Progresses.still(view.progress(), Progresses.WAITING.message()))
                .finishedAt(null)
                .keepUntil(null)
                .expiresAt(null)
                .failure(null)
                .build();
    }

    JobView verifying(JobView view) {
        return to(JobState.VERIFYING, view)
                .progress(Progresses.VERIFYING)
                .expiresAt(null)
                .verification(null)
                .build();
    }

    /** Its archive is there, or was found to be whole. */
    JobView completed(JobView view, Result result, @Nullable Verification verification) {
        JobViewBuilder end = to(result.incomplete() ? JobState.COMPLETED_WITH_WARNINGS : JobState.COMPLETED, view)
                .progress(Progresses.finished(result, "exported"))
                .result(result)
                .failure(null);
        return ended(view, verified(end, verification));
    }

    /** It ended without an archive that is whole. */
    JobView failed(JobView view, Failure failure, @Nullable Verification verification) {
        JobViewBuilder end = to(JobState.FAILED, view)
                .progress(Progresses.still(view.progress(), failure.message()))
                .result(null)
                .failure(failure);
        return ended(view, verified(end, verification));
    }

    JobView cancelled(JobView view) {
        JobViewBuilder end = to(JobState.CANCELLED, view)
                .progress(Progresses.still(view.progress(), "cancelled"))
                .result(null)
                .failure(Failures.cancelled());
        return ended(view, end);
    }

    private static JobViewBuilder to(JobState next, JobView view) {
        if (!TABLE.getOrDefault(view.state(), Set.of()).contains(next)) {
            throw new IllegalStateException(
                    "export " + view.id() + " cannot be " + next + " after it was " + view.state());
        }
        return JobViewBuilder.of(view).state(next);
    }

    private static JobViewBuilder verified(JobViewBuilder end, @Nullable Verification verification) {
        return verification == null ? end : end.verification(verification);
    }

    /** An archive that was verified expires when it would have without that. */
    private JobView ended(JobView before, JobViewBuilder end) {
        boolean verified = before.state() == JobState.VERIFYING;
        Instant at = verified ? before.finishedAt().orElse(now(clock)) : now(clock);
        return end.finishedAt(at).expiresAt(expiry(at, before)).build();
    }

    private Instant expiry(Instant finishedAt, JobView view) {
        Instant usual = finishedAt.plus(limits.retention());
        return view.keepUntil().filter(usual::isBefore).orElse(usual);
    }

    /**
     * The same final state, which is kept until then.
     *
     * @throws IllegalArgumentException if it is over, or later than exports may be kept
     */
    JobView kept(JobView view, Optional<Instant> until) {
        Instant finishedAt = view.finishedAt().orElse(view.createdAt());
        Instant usual = finishedAt.plus(limits.retention());
        Instant latest = finishedAt.plus(limits.longestKeep());
        latest = latest.isBefore(usual) ? usual : latest;
        if (until.isPresent() && !until.get().isAfter(clock.instant())) {
            throw new IllegalArgumentException("it must be in the future");
        }
        if (until.isPresent() && until.get().isAfter(latest)) {
            throw new IllegalArgumentException(
                    "this export may be kept until " + latest.truncatedTo(ChronoUnit.SECONDS) + " at most");
        }
        JobView next = JobViewBuilder.of(view).keepUntil(until.orElse(null)).build();
        return JobViewBuilder.of(next).expiresAt(expiry(finishedAt, next)).build();
    }
}
