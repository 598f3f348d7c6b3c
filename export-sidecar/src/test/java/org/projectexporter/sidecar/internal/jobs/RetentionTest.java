package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.projectexporter.sidecar.StorageLimits;

class RetentionTest {
    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00Z");

    @TempDir
    Path temp;

    private final MovableClock clock = new MovableClock(THEN);
    private Studio studio;

    @BeforeEach
    void openStudio() throws IOException {
        studio = new Studio(temp).clock(clock);
        studio.options(studio.options()
                .storage(StorageLimits.builder().retention(Duration.ofDays(3)).build()));
        studio.project("film");
        studio.open();
    }

    @AfterEach
    void closeStudio() throws IOException {
        studio.close();
    }

    @Test
    void finishedExports_areRemovedWhenTheyAreDue() throws Exception {
        JobView done = studio.finished("film");
        assertThat(done.finishedAt()).contains(THEN);
        assertThat(done.expiresAt()).contains(THEN.plus(Duration.ofDays(3)));

        clock.forward(Duration.ofDays(3).minusMillis(1));
        studio.jobs().storage().run();
        assertThat(studio.jobs().find(done.id())).isPresent();

        clock.forward(Duration.ofMillis(1));
        studio.jobs().storage().run();
        assertThat(studio.jobs().find(done.id())).isEmpty();
        assertThat(studio.folder(done)).doesNotExist();
    }

    @Test
    void anArchiveThatIsRead_isRemovedOnlyAfterwards() throws Exception {
        JobView done = studio.finished("film");
        clock.forward(Duration.ofDays(4));

        try (ArchiveHold hold = studio.jobs().hold(done.id())) {
            studio.jobs().storage().run();
            assertThat(studio.jobs().find(done.id())).isPresent();
            assertThat(hold.result().volumes().get(0).file()).exists();
        }
        studio.jobs().storage().run();
        assertThat(studio.jobs().find(done.id())).isEmpty();
    }

    @Test
    void archivesBeyondTheNumber_goOldestFirst_whenTheyAreOldEnough_andNotRead() throws Exception {
        studio.options(studio.options()
                .storage(StorageLimits.builder().archivesPerProject(1).build()));
        studio.reopen();
        JobView first = studio.finished("film");
        clock.forward(Duration.ofMinutes(1));
        JobView second = studio.finished("film");
        clock.forward(Duration.ofMinutes(1));
        JobView third = studio.finished("film");

        assertThat(studio.jobs().storage().run().removed()).as("they are young").isEmpty();
        clock.forward(Duration.ofMinutes(10));
        try (ArchiveHold hold = studio.jobs().hold(first.id())) {
            assertThat(studio.jobs().storage().report().removable())
                    .extracting(Removal::id, Removal::reason, Removal::held)
                    .containsExactlyInAnyOrder(
                            tuple(first.id(), Removal.Reason.NUMBER, true),
                            tuple(second.id(), Removal.Reason.NUMBER, false));

            assertThat(studio.jobs().storage().run().removed())
                    .extracting(Removal::id)
                    .containsExactly(second.id());
            assertThat(hold.result().volumes().get(0).file()).exists();
        }
        studio.jobs().storage().run();
        assertThat(studio.jobs().all()).extracting(JobView::id).containsExactly(third.id());
        assertThat(studio.folder(first)).doesNotExist();
        assertThat(studio.jobs().storage().removed(Removal.Reason.NUMBER)).isEqualTo(2);
    }

    /** Its age is that of its files, whose times are those of the machine. */
    @Test
    void exportThatIsPaused_isKeptForAMonth_andThenCancelled() throws Exception {
        JobView held = studio.held("film");
        studio.jobs().pause(held.id());
        clock.forward(Duration.between(THEN, Instant.now()).plus(Duration.ofDays(29)));

        assertThat(studio.jobs().storage().run().removed()).isEmpty();
        assertThat(studio.jobs().find(held.id()).orElseThrow().state()).isEqualTo(JobState.PAUSED);
        assertThat(studio.jobs().storage().report().scheduled())
                .extracting(one -> one.removal().id(), one -> one.removal().reason())
                .containsExactly(tuple(held.id(), Removal.Reason.INTERRUPTED));

        clock.forward(Duration.ofDays(2));
        assertThat(studio.jobs().storage().run().removed())
                .extracting(Removal::id, Removal::reason)
                .containsExactly(tuple(held.id(), Removal.Reason.INTERRUPTED));
        assertThat(studio.jobs().find(held.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(studio.folder(held).resolve("archive")).isEmptyDirectory();
        assertThat(studio.jobs().storage().removed(Removal.Reason.INTERRUPTED)).isEqualTo(1);
    }

    @Test
    void exportThatRunsOrWaitsForItsTurn_isKept() throws Exception {
        JobView held = studio.held("film");
        clock.forward(Duration.ofDays(800));

        studio.jobs().storage().run(StorageJob.LEAST_AGE);

        assertThat(studio.jobs().find(held.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void keptExport_isRemovedWhenThatTimeIsOver_alsoAfterARestart() throws Exception {
        JobView done = studio.finished("film");
        studio.jobs().keep(done.id(), Optional.of(THEN.plus(Duration.ofDays(20))));
        studio.reopen();
        clock.forward(Duration.ofDays(19));

        studio.jobs().storage().run();
        assertThat(studio.jobs().find(done.id())).isPresent();

        clock.forward(Duration.ofDays(1));
        studio.jobs().storage().run();
        assertThat(studio.jobs().find(done.id())).isEmpty();
    }

    /** Or a backend would be notified of the end of an export that has ended before. */
    @Test
    void keepingAnExport_isNoEvent() throws Exception {
        JobView done = studio.finished("film");
        long before = studio.jobs().events(done.id()).orElseThrow().lastNumber();

        studio.jobs().keep(done.id(), Optional.of(THEN.plus(Duration.ofDays(20))));

        assertThat(studio.jobs().events(done.id()).orElseThrow().lastNumber()).isEqualTo(before);
    }

    @Test
    void whatCameDueWhileNothingRan_isRemovedAtTheStart() throws Exception {
        JobView done = studio.finished("film");
        JobView held = studio.held("film");
        studio.jobs().delete(held.id());
        clock.forward(Duration.ofDays(3));

        studio.reopen();

        assertThat(studio.jobs().find(done.id())).isEmpty();
        assertThat(studio.jobs().find(held.id())).isEmpty();
        assertThat(studio.data.resolve("exports")).isEmptyDirectory();
    }

    @Test
    void removing_happensByItself() throws Exception {
        studio.options(studio.options()
                .storage(StorageLimits.builder()
                        .retention(Duration.ofMillis(300))
                        .build()));
        studio.reopen();
        JobView done = studio.finished("film");
        clock.forward(Duration.ofMillis(300));

        for (int i = 0; i < 500 && studio.jobs().find(done.id()).isPresent(); i++) {
            Thread.sleep(10);
        }
        assertThat(studio.jobs().find(done.id())).isEmpty();
    }
}
