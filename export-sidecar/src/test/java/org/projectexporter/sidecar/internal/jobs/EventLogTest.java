package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.complete;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.error;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.progress;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

final class EventLogTest {
    private final EventLog log = new EventLog();

    @Test
    void next_whereAnEventIsThere_comesAtOnce() {
        log.append(progress(3));

        assertThat(taken(0)).containsExactly(3L);
    }

    @Test
    void next_whereNoneIsThere_comesWithTheNextAndOnlyOnce() {
        List<Long> taken = taken(0);
        assertThat(taken).isEmpty();

        log.append(progress(1));
        log.append(progress(2));

        assertThat(taken).containsExactly(1L);
    }

    @Test
    void next_afterMissedProgress_isTheNewestOnly() {
        LongStream.rangeClosed(1, 1000).forEach(number -> log.append(progress(number)));

        assertThat(taken(10)).containsExactly(1000L);
    }

    @Test
    void next_afterMissedEndings_isEachOfThemInOrderWithTheNewestProgressBetween() {
        log.append(progress(1));
        log.append(progress(2));
        log.append(error(3));
        log.append(progress(4));
        log.append(progress(5));
        log.append(complete(6));
        log.append(complete(7));

        assertThat(allAfter(0)).containsExactly(2L, 3L, 5L, 6L, 7L);
        assertThat(allAfter(1)).containsExactly(2L, 3L, 5L, 6L, 7L);
        assertThat(allAfter(3)).containsExactly(5L, 6L, 7L);
        assertThat(allAfter(6)).containsExactly(7L);
    }

    @Test
    void next_afterAnEventThatIsNotKeptAnyMore_isTheOldestThatIs() {
        LongStream.rangeClosed(1, 10_000).forEach(number -> log.append(error(number)));

        List<Long> all = allAfter(2);

        assertThat(all)
                .hasSize(EventLog.KEPT_EVENTS)
                .isSorted()
                .startsWith(10_001L - EventLog.KEPT_EVENTS)
                .endsWith(10_000L);
    }

    @Test
    void next_afterAnEventThatHasNotHappened_startsOver() {
        log.append(progress(1));
        log.append(complete(2));

        assertThat(allAfter(99)).containsExactly(1L, 2L);
    }

    @Test
    void next_afterAnEventOfAnotherLogWhileThisIsEmpty_getsTheFirst() {
        List<Long> taken = taken(99);

        log.append(progress(1));

        assertThat(taken).containsExactly(1L);
    }

    @Test
    void takingAQuestionBack_keepsTheReaderFromBeingCalled() {
        List<Long> taken = new ArrayList<>();
        List<Long> other = taken(0);
        Runnable cancelRequest = log.next(0, event -> taken.add(event.number()));

        cancelRequest.run();
        cancelRequest.run();
        log.append(progress(1));

        assertThat(taken).isEmpty();
        assertThat(other).containsExactly(1L);
    }

    @Test
    void aReaderThatThrows_affectsNoOther() {
        log.next(0, event -> {
            throw new IllegalStateException("a reader's own fault; it is thrown by a test");
        });
        List<Long> other = taken(0);

        log.append(progress(1));
        log.next(0, event -> {
            throw new AssertionError("a reader's own fault; it is thrown by a test");
        });

        assertThat(other).containsExactly(1L);
        assertThat(allAfter(0)).containsExactly(1L);
    }

    @Test
    void append_ofANumberThatDoesNotGrow_isRefused() {
        log.append(progress(5));

        assertThatThrownBy(() -> log.append(progress(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event 5 comes after event 5");
        assertThat(log.lastNumber()).isEqualTo(5);
    }

    @Test
    void append_neitherWaitsForAReaderThatIsSlowNorHoldsUpAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            log.append(progress(1));
            Future<?> slow = thread.submit(() -> log.next(0, event -> {
                begun.countDown();
                await(release);
            }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            log.append(complete(2));

            assertThat(slow.isDone())
                    .as("the slow reader still has the first event")
                    .isFalse();
            assertThat(allAfter(0)).containsExactly(1L, 2L);
        } finally {
            release.countDown();
            thread.shutdown();
        }
    }

    @Test
    void manyReadersAtTheirOwnPace_seeGrowingNumbersAndEveryEnding() throws Exception {
        List<Reader> all = Stream.generate(Reader::new).limit(200).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            all.forEach(reader -> threads.execute(reader::ask));
            for (long number = 1; number < 2000; number++) {
                log.append(number % 100 == 0 ? error(number) : progress(number));
            }
            log.append(complete(2000));
            for (Reader reader : all) {
                assertThat(reader.done.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(reader.seen).isSorted().doesNotHaveDuplicates();
                assertThat(reader.seen)
                        .containsAll(LongStream.rangeClosed(1, 20)
                                .mapToObj(i -> i * 100)
                                .toList());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Long> taken(long after) {
        List<Long> taken = new ArrayList<>();
        log.next(after, event -> taken.add(event.number()));
        return taken;
    }

    /** What a reader gets that asks until there is nothing more. */
    private List<Long> allAfter(long after) {
        List<Long> all = new ArrayList<>();
        long last = after;
        while (true) {
            List<Long> one = new ArrayList<>();
            log.next(last, event -> one.add(event.number())).run();
            if (one.isEmpty()) {
                return all;
            }
            last = one.get(0);
            all.add(last);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks again as soon as it is told, in the thread that tells it, as a reader may. */
    private final class Reader {
        private final List<Long> seen = new ArrayList<>();
        private final CountDownLatch done = new CountDownLatch(1);

        void ask() {
            log.next(seen.isEmpty() ? 0 : seen.get(seen.size() - 1), this::take);
        }

        private void take(JobEvent event) {
            seen.add(event.number());
            if (event.type() == JobEvent.Type.EXPORT_COMPLETE) {
                done.countDown();
            } else {
                ask();
            }
        }
    }
}
