package org.projectexporter.internal.exporting.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.KeptFileException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/** What one run records, the next one knows. */
class JournalTest {
    private static final byte[] ID = new byte[16];
    private static final RestartPoint START = new RestartPoint(
            2,
            1L << 40,
            77,
            new byte[] {1, 2},
            Map.of("ledger", new FileMark(5, -7), "format-index", new FileMark(1L << 33, 9)));

    @TempDir
    Path temp;

    private static final Planned PLANNED =
            new Planned(0xfedcba98, 0x12345678, new FileMark(1, 2), new FileMark(3, 4), new FileMark(5, 6));

    private static List<SumTable.Sum> sums(int chunk, int sum, int otherChunk, int otherSum) {
        return List.of(new SumTable.Sum(chunk, sum), new SumTable.Sum(otherChunk, otherSum));
    }

    private Journal journal() throws IOException {
        return Journal.of(CheckpointStore.IN_WORK_FOLDER.open(temp, ID));
    }

    private Checkpoint noted(Checkpoint checkpoint) throws IOException {
        try (Journal journal = journal()) {
            journal.checkpoint(checkpoint);
        }
        try (Journal journal = journal()) {
            return journal.lastCheckpoint();
        }
    }

    @Test
    void checkpoint_betweenTwoEntries_comesBack() throws IOException {
        Checkpoint checkpoint = new Checkpoint(
                START,
                null,
                1L << 42,
                new byte[] {9},
                List.of("ab", "cd"),
                List.of(new SumTable.Sum(0, -1), new SumTable.Sum(1, 5)));

        assertThat(noted(checkpoint)).usingRecursiveComparison().isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checkpoint_withinAFile_comesBack(boolean withStat) throws IOException {
        byte[] odd = {'a', '/', (byte) 0xff, '\n'};
        ArchiveEntry entry = ArchiveEntry.builder(RawPath.of(odd), EntryType.FILE)
                .size(5L << 33)
                .mtime(Instant.parse("1969-01-01T00:00:00.123456789Z"))
                .mode(0755)
                .compress(true)
                .build();
        FileStat stat =
                withStat ? new FileStat(FileStat.Kind.FILE, 7, Instant.EPOCH, 0100644, -1, Long.MAX_VALUE, 3) : null;
        OpenFile open = new OpenFile(2, 1L << 40, entry, stat, 1L << 35, new byte[32], new byte[0], Map.of());
        Checkpoint checkpoint = new Checkpoint(START, open, 3, new byte[0], List.of(), List.of());

        assertThat(noted(checkpoint)).usingRecursiveComparison().isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 45})
    void commit_comesBack(long commits) throws IOException {
        Commit commit = new Commit(
                List.of("0a".repeat(32)),
                3,
                4L << 40,
                5,
                6,
                commits < 0 ? OptionalLong.empty() : OptionalLong.of(commits),
                new Commit.Media(8, 9, 10, 11),
                7,
                List.of("eins", "zwei é"),
                List.of("drei"),
                true);
        try (Journal journal = journal()) {
            journal.commit(commit);
        }

        try (Journal journal = journal()) {
            assertThat(journal.lastCommit()).isEqualTo(commit);
        }
    }

    @Test
    void laterRecords_replaceEarlierOnes() throws IOException {
        try (Journal journal = journal()) {
            assertThat(journal.planned()).isNull();
            journal.planned(PLANNED);
            journal.patch(new Patch(7, new byte[] {1}));
            journal.checkpoint(new Checkpoint(START, null, 1, new byte[0], List.of(), sums(0, 11, 1, 12)));
            journal.addendum(new Addendum(1, 3, new FileMark(4, 5)));
            journal.checkpoint(new Checkpoint(START, null, 2, new byte[0], List.of(), sums(1, 22, 2, 23)));
            journal.patch(new Patch(8, new byte[] {2, 3}));
            journal.patch(new Patch(9, new byte[] {4}));
            journal.addendum(new Addendum(3, 5, new FileMark(6, 7)));
        }

        try (Journal journal = journal()) {
            assertThat(journal.planned()).isEqualTo(PLANNED);
            assertThat(journal.lastCheckpoint().position()).isEqualTo(2);
            assertThat(journal.lastAddendum()).isEqualTo(new Addendum(3, 5, new FileMark(6, 7)));
            assertThat(journal.patches()).extracting(Patch::position).containsExactly(9L, 8L);
            assertThat(journal.patches().get(1).before()).containsExactly(2, 3);
            assertThat(List.of(
                            journal.sums().get(0),
                            journal.sums().get(1),
                            journal.sums().get(2)))
                    .containsExactly(11, 22, 23);
            assertThat(journal.lastCommit()).isNull();
        }
    }

    /**
     * Found by {@link JournalFuzzTest}: kinds that there are none of, a link without target, lengths beyond the record.
     */
    @Test
    void recordsWithImpossibleValues_areRefused_withWhatToDo() throws IOException {
        ArchiveEntry link = ArchiveEntry.builder(RawPath.of("a"), EntryType.SYMBOLIC_LINK)
                .mode(0)
                .linkTarget(RawPath.of("b"))
                .build();
        OpenFile open = new OpenFile(2, 3, link, null, 4, new byte[0], new byte[0], Map.of());
        Checkpoint checkpoint = new Checkpoint(START, open, 5, new byte[0], List.of(), List.of());
        byte[] record = record(checkpoint);
        for (int at = 0; at < record.length; at++) {
            byte[] changed = record.clone();
            changed[at] ^= (byte) 0xff;
            assertThat(readOrMessage(changed)).isIn("read", "refused");
            assertThat(readOrMessage(Arrays.copyOf(record, at)))
                    .as("cut to %s", at)
                    .isEqualTo("refused");
            assertThat(readOrMessage(Arrays.copyOf(record, record.length + 1))).isEqualTo("refused");
        }
        assertThat(readOrMessage(new byte[] {2, 0, 0, 0, 1})).isEqualTo("refused");
    }

    private static byte[] record(Checkpoint checkpoint) throws IOException {
        ListLog log = new ListLog();
        try (Journal journal = Journal.of(log)) {
            journal.checkpoint(checkpoint);
        }
        return log.records.get(0);
    }

    private static String readOrMessage(byte[] record) throws IOException {
        ListLog log = new ListLog();
        log.append(record);
        try (Journal journal = Journal.of(log)) {
            return journal.lastCheckpoint() == null ? "nothing" : "read";
        } catch (KeptFileException refused) {
            assertThat(refused).isInstanceOf(CorruptFileException.class).hasMessageContaining("discard it");
            return "refused";
        }
    }
}
