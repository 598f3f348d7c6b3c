package org.projectexporter.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.projectexporter.ExportOutline;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

class ProgressReporterTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    Path temp;

    private final List<ProgressEvent> events = new ArrayList<>();
    private final List<Long> moments = new ArrayList<>();
    private long now = 1_000_000 * MILLI;

    private ProgressReporter reporter() {
        return reporter(event -> {
            events.add(event);
            moments.add(now);
        });
    }

    private ProgressReporter reporter(ProgressListener listener) {
        return ProgressReporter.ofExport(listener, () -> now);
    }

    private PlannedEntry file(long bytes) {
        return PlannedEntry.file(
                RawPath.of("film/a"),
                EntryRole.WORKING_TREE,
                bytes,
                Instant.EPOCH,
                0644,
                new Content.OfFile(temp.resolve("a")),
                StorageHint.AUTO);
    }

    private static ExportOutline outline(long files, long bytes) {
        return new ExportOutline(files, bytes, List.of(), List.of());
    }

    private void write(ProgressReporter reporter, PlannedEntry file, long wrote) {
        reporter.starts(file);
        reporter.wrote(wrote);
        reporter.ends(file);
    }

    @Test
    void events_neverGoBackAndEndWithAll() {
        ProgressReporter reporter = reporter();
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            now += 30 * MILLI;
            reporter.planned(file(1000));
        }
        reporter.startsWriting(outline(100, 100_000));
        for (int i = 0; i < 100; i++) {
            now += random.nextInt(60) * MILLI;
            write(reporter, file(1000), random.nextInt(3000)); // files that have grown or shrunk since
        }
        reporter.finished("done");

        assertThat(events).extracting(ProgressEvent::progress).isSorted().allMatch(p -> p >= 0 && p <= 1);
        assertThat(events)
                .extracting(ProgressEvent::sequence)
                .isSorted()
                .startsWith(1L)
                .doesNotHaveDuplicates();
        assertThat(events).extracting(ProgressEvent::phase).isSorted();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.bytesDone()).isLessThanOrEqualTo(event.bytesTotal());
            assertThat(event.filesDone()).isLessThanOrEqualTo(event.filesTotal());
        });
        ProgressEvent last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo(ProgressEvent.Type.EXPORT_COMPLETE);
        assertThat(last.progress()).isEqualTo(1);
        assertThat(last.filesDone()).isEqualTo(100);
        assertThat(last.bytesDone()).isEqualTo(100_000);
        assertThat(last.current()).isEmpty();
        assertThat(last.message()).isEqualTo("done");
    }

    @Test
    void events_areNotComplete_beforeTheEnd() {
        ProgressReporter reporter = reporter();
        reporter.startsWriting(outline(1, 10));
        write(reporter, file(10), 10);
        now += 1000 * MILLI;
        reporter.starts(file(10));

        assertThat(events).extracting(ProgressEvent::progress).allMatch(progress -> progress < 1);
        assertThat(events.get(events.size() - 1).progress()).isGreaterThan(0.99);
    }

    @Test
    void events_comeAtMostTenTimesASecond() {
        ProgressReporter reporter = reporter();
        reporter.startsWriting(outline(10_000, 10_000));
        for (int i = 0; i < 10_000; i++) {
            now += MILLI;
            write(reporter, file(1), 1);
        }

        assertThat(events).hasSize(1 + 100);
        for (int i = 1; i < moments.size(); i++) {
            assertThat(moments.get(i) - moments.get(i - 1)).isGreaterThanOrEqualTo(100 * MILLI);
        }
    }

    @Test
    void events_whilePlanning_countWhatIsFound() {
        ProgressReporter reporter = reporter();
        reporter.planned(file(5));
        now += 100 * MILLI;
        reporter.planned(file(7));

        ProgressEvent last = events.get(events.size() - 1);
        assertThat(last.phase()).isEqualTo(ProgressEvent.Phase.PLANNING);
        assertThat(last.filesTotal()).isEqualTo(2);
        assertThat(last.bytesTotal()).isEqualTo(12);
        assertThat(last.progress()).isZero();
        assertThat(last.current()).isEqualTo("film/a");
        assertThat(last.remainingSeconds()).isEmpty();
    }

    @Test
    void events_reportRateAndRemainingTime() {
        ProgressReporter reporter = reporter();
        reporter.startsWriting(outline(10, 10_000));
        for (int i = 0; i < 4; i++) {
            now += 1000 * MILLI;
            write(reporter, file(1000), 1000);
        }
        now += 1000 * MILLI;
        reporter.starts(file(1000));

        ProgressEvent last = events.get(events.size() - 1);
        assertThat(last.bytesPerSecond()).isEqualTo(4000 / 5.0);
        assertThat(last.remainingSeconds()).hasValue(6000 / (4000 / 5.0));
    }

    @Test
    void listener_thatThrows_isNotifiedOnlyOfTheEnd() {
        List<ProgressEvent.Type> received = new ArrayList<>();
        ProgressReporter reporter = reporter(event -> {
            received.add(event.type());
            throw new IllegalStateException("listener");
        });
        runThrough(reporter);

        assertThat(received).containsExactly(ProgressEvent.Type.EXPORT_PROGRESS, ProgressEvent.Type.EXPORT_COMPLETE);
    }

    @Test
    void listener_thatFailsInAnyOtherWay_hurtsNothing() {
        List<Throwable> failures = List.of(
                new AssertionError("a test's listener"),
                new NoClassDefFoundError("a class path's listener"),
                new StackOverflowError(),
                new IOException("a Kotlin listener"));
        for (Throwable failure : failures) {
            List<ProgressEvent.Type> received = new ArrayList<>();
            ProgressReporter reporter = reporter(event -> {
                received.add(event.type());
                ProgressReporterTest.<RuntimeException>sneak(failure);
            });
            runThrough(reporter);
            assertThat(received).as(failure.toString()).hasSize(2);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    private void runThrough(ProgressReporter reporter) {
        reporter.planned(file(1));
        reporter.startsWriting(outline(3, 3));
        for (int i = 0; i < 3; i++) {
            now += 1000 * MILLI;
            write(reporter, file(1), 1);
        }
        reporter.finished("done");
    }

    @Test
    void failed_isReportedOnceWithTheMessage() {
        ProgressReporter reporter = reporter();
        reporter.startsWriting(outline(1, 10));
        reporter.failed("no space");

        assertThat(events).last().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ProgressEvent.Type.EXPORT_ERROR);
            assertThat(event.message()).isEqualTo("no space");
            assertThat(event.phase()).isEqualTo(ProgressEvent.Phase.WRITING);
        });
    }

    @Test
    void verifyingAlone_goesFromNothingToOne_byTheBytesOfTheArchive() {
        ProgressReporter reporter = reporter();
        reporter.startsVerifying(1000);
        for (int i = 0; i < 10; i++) {
            now += 200 * MILLI;
            reporter.verifies(RawPath.of("film/" + i), true);
            reporter.verified(100);
        }
        reporter.finished("done");

        assertThat(events).extracting(ProgressEvent::progress).isSorted().startsWith(0.0, 0.1, 0.2);
        assertThat(events).last().extracting(ProgressEvent::progress).isEqualTo(1.0);
        ProgressEvent half = events.get(5);
        assertThat(half.phase()).isEqualTo(ProgressEvent.Phase.VERIFYING);
        assertThat(half.bytesDone()).isEqualTo(500);
        assertThat(half.bytesTotal()).isEqualTo(1000);
        assertThat(half.filesDone()).isEqualTo(5);
        assertThat(half.current()).isEqualTo("film/4");
        assertThat(half.bytesPerSecond()).isEqualTo(500.0);
    }

    @Test
    void unpacking_goesFromNothingToOne_byTheBytesOfTheArchive_afterALookAtIt() {
        ProgressReporter reporter = reporter();
        reporter.startsChecking(0);
        now += 200 * MILLI;
        reporter.startsUnpacking(1000);
        for (int i = 0; i < 5; i++) {
            now += 200 * MILLI;
            reporter.verifies(RawPath.of("film/" + i), true);
            reporter.verified(200);
        }
        reporter.finished("done");

        assertThat(events).extracting(ProgressEvent::progress).isSorted().startsWith(0.0, 0.0, 0.2);
        assertThat(events)
                .extracting(ProgressEvent::phase)
                .startsWith(ProgressEvent.Phase.CHECKING, ProgressEvent.Phase.UNPACKING)
                .endsWith(ProgressEvent.Phase.UNPACKING, ProgressEvent.Phase.FINISHED);
        assertThat(events.get(3).bytesPerSecond()).isEqualTo(1000.0);
        assertThat(events.get(3).message()).isEqualTo("unpacking");
    }

    @Test
    void writingThenVerifying_neverGoesBack_andLeavesRoomForBoth() {
        ProgressReporter reporter = reporter();
        reporter.willVerify();
        reporter.startsWriting(outline(1, 1000));
        now += 200 * MILLI;
        write(reporter, file(1000), 1000);
        now += 200 * MILLI;
        reporter.startsVerifying(1100);
        now += 200 * MILLI;
        reporter.verified(550);
        now += 200 * MILLI;
        reporter.verified(550);

        assertThat(events).extracting(ProgressEvent::progress).isSorted();
        assertThat(events)
                .filteredOn(event -> event.phase() == ProgressEvent.Phase.WRITING)
                .extracting(ProgressEvent::progress)
                .allMatch(progress -> progress <= 0.6);
        assertThat(events).last().extracting(ProgressEvent::progress).isEqualTo(0.999);
    }

    @Test
    void anImport_hasEventsOfItsOwn() {
        List<String> types = new ArrayList<>();
        ProgressReporter reporter = ProgressReporter.ofImport(
                event -> types.add(event.type().jsonName() + " " + event.type().isLast()), () -> 0);

        reporter.startsChecking(0);
        reporter.startsUnpacking(10);
        reporter.finished("imported");
        reporter.failed("not so");

        assertThat(types)
                .containsExactly(
                        "import_progress false", "import_progress false", "import_complete true", "import_error true");
    }
}
