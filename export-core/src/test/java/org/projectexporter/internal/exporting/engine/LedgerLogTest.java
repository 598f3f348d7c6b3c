package org.projectexporter.internal.exporting.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.fakes.FakeSpool;
import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.StorageHint;

class LedgerLogTest {
    private static final RawPath PATH = RawPath.of(new byte[] {'f', '/', (byte) 0xff});
    private static final List<LedgerLog.Event> EVENTS = List.of(
            new LedgerLog.Entered(
                    PATH,
                    EntryType.FILE,
                    EntryRole.LARGE_OBJECT,
                    06755,
                    5L << 40,
                    null,
                    "0a".repeat(32),
                    -1,
                    Long.MAX_VALUE,
                    ContentClass.GIT,
                    true,
                    new LedgerLog.Sealed(Instant.ofEpochSecond(9, 1), new byte[] {1, 2, -3})),
            new LedgerLog.Found(Finding.of(Finding.Kind.LEFT_OUT, PATH, "why")),
            new LedgerLog.Entered(
                    PATH,
                    EntryType.SYMBOLIC_LINK,
                    EntryRole.REPOSITORY,
                    0777,
                    0,
                    RawPath.of("../é"),
                    null,
                    0,
                    0,
                    ContentClass.OTHER,
                    false,
                    null),
            new LedgerLog.Vanished(PlannedEntry.file(
                    PATH,
                    EntryRole.WORKING_TREE,
                    7,
                    Instant.EPOCH,
                    0644,
                    new Content.OfFile(Path.of("/film/a")),
                    StorageHint.AUTO)),
            new LedgerLog.Settled(new DatabaseState(
                    PATH,
                    List.of(
                            new DatabaseState.Member(PATH, "0b".repeat(32)),
                            new DatabaseState.Member(PATH.append("-wal"), null)),
                    true,
                    false)));

    private static List<LedgerLog.Event> replay(Spool spool) throws IOException {
        List<LedgerLog.Event> events = new ArrayList<>();
        new LedgerLog(spool).replay(events::add);
        return events;
    }

    private static byte[] log() throws IOException {
        FakeSpool spool = new FakeSpool();
        LedgerLog log = new LedgerLog(spool);
        for (LedgerLog.Event event : EVENTS) {
            log.append(event);
        }
        return spool.read().readAllBytes();
    }

    private static Spool spool(byte[] bytes) {
        FakeSpool spool = new FakeSpool();
        spool.append(ByteBuffer.wrap(bytes));
        return spool;
    }

    @Test
    void events_comeBack_inTheirOrder() throws IOException {
        assertThat(replay(spool(log()))).usingRecursiveComparison().isEqualTo(EVENTS);
        assertThat(replay(new FakeSpool())).isEmpty();
    }

    @Test
    void logThatEndsWithinAnEvent_isRefused() throws IOException {
        byte[] whole = log();
        int complete = 0;
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertThat(EVENTS)
                        .usingRecursiveFieldByFieldElementComparator()
                        .startsWith(replay(spool(cut)).toArray(LedgerLog.Event[]::new));
                complete++;
            } catch (CorruptFileException refused) {
                assertThat(refused).hasMessageContaining("discard");
            }
        }
        assertThat(complete).as("lengths between two events").isEqualTo(EVENTS.size() - 1);
    }

    @Test
    void eventOfAnUnknownKind_isRefused() {
        assertThatThrownBy(() -> replay(spool(new byte[] {9})))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("unknown kind 9");
    }

    /** Where one is added or moved, the version of {@link Ledger#KIND} has to grow. */
    @Test
    void contentClasses_haveTheOrderOfThisVersion() {
        assertThat(Arrays.toString(ContentClass.values())).isEqualTo("[MEDIA, TEXT, OTHER, GIT, LFS]");
    }
}
