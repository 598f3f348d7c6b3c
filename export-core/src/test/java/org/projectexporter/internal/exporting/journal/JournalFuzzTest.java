package org.projectexporter.internal.exporting.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/** Whatever is read as a record of a journal is refused by an {@link IOException}, or read. */
class JournalFuzzTest {
    static Stream<byte[]> seeds() throws IOException {
        RestartPoint start = new RestartPoint(2, 1L << 40, 77, new byte[] {1, 2}, Map.of("ledger", new FileMark(5, 6)));
        ArchiveEntry entry = ArchiveEntry.builder(RawPath.of("a/b"), EntryType.SYMBOLIC_LINK)
                .mode(0755)
                .linkTarget(RawPath.of("c"))
                .compress(true)
                .build();
        FileStat stat = new FileStat(FileStat.Kind.FILE, 7, Instant.EPOCH, 0100644, -1, 9, 3);
        OpenFile open = new OpenFile(2, 8, entry, stat, 4, new byte[32], new byte[0], Map.of());
        ListLog log = new ListLog();
        try (Journal journal = Journal.of(log)) {
            journal.planned(new Planned(4711, 0, FileMark.EMPTY, new FileMark(8, 9), FileMark.EMPTY));
            journal.checkpoint(
                    new Checkpoint(start, open, 30, new byte[5], List.of("ab"), List.of(new SumTable.Sum(0, 7))));
            journal.addendum(new Addendum(1, 3, FileMark.EMPTY));
            journal.patch(new Patch(7, new byte[] {1, 2}));
            journal.commit(new Commit(
                    List.of("0a".repeat(32)),
                    1,
                    2,
                    3,
                    4,
                    OptionalLong.of(5),
                    new Commit.Media(7, 8, 9, 10),
                    6,
                    List.of("x"),
                    List.of("y"),
                    true));
        }
        return log.records.stream();
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyRecord_isRefusedOrRead(byte[] record) {
        ListLog log = new ListLog();
        log.append(record);
        try (Journal journal = Journal.of(log)) {
            journal.lastCheckpoint();
        } catch (IOException refused) {
            // as it should be
        }
    }
}
