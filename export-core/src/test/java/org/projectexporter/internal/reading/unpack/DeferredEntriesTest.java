package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

class DeferredEntriesTest {
    @TempDir
    Path temp;

    private static ArchiveEntry entry(RawPath path, EntryType type, Instant mtime, int mode, @Nullable RawPath target) {
        return ArchiveEntry.builder(path, type)
                .mtime(mtime)
                .mode(mode)
                .linkTarget(target)
                .build();
    }

    private static List<ArchiveEntry> visited(DeferredEntries late) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        late.visit(entries::add);
        return entries;
    }

    @Test
    void visit_givesAllAsTheyWere_inTheirOrder_asOftenAsAsked() throws IOException {
        RawPath odd = RawPath.of(new byte[] {'a', (byte) 0xff, '\n'});
        List<ArchiveEntry> entries = List.of(
                entry(odd, EntryType.DIRECTORY, Instant.ofEpochSecond(1_700_000_000, 123_456_789), 02755, null),
                entry(RawPath.of("z"), EntryType.SYMBOLIC_LINK, Instant.ofEpochSecond(-1, 1), 0777, odd),
                entry(RawPath.of("b"), EntryType.HARD_LINK, Instant.EPOCH, 0644, RawPath.of("a/b")),
                entry(RawPath.of("a"), EntryType.DIRECTORY, Instant.ofEpochSecond(1L << 40), 0, null));
        try (DeferredEntries late = new DeferredEntries(temp.resolve("late"))) {
            for (ArchiveEntry entry : entries) {
                late.add(entry);
            }

            assertThat(visited(late)).isEqualTo(entries);
            assertThat(visited(late)).isEqualTo(entries);
        }
    }

    @Test
    void visit_ofMoreThanABufferHolds_givesAll() throws IOException {
        try (DeferredEntries late = new DeferredEntries(temp.resolve("late"))) {
            for (int i = 0; i < 5000; i++) {
                late.add(entry(RawPath.of("folder/" + i), EntryType.DIRECTORY, Instant.EPOCH, 0755, null));
            }

            assertThat(visited(late))
                    .hasSize(5000)
                    .last()
                    .extracting(ArchiveEntry::path)
                    .hasToString("folder/4999");
        }
    }

    @Test
    void open_neverTakesAFileThatIsThere() throws IOException {
        new DeferredEntries(temp.resolve("late")).close();

        assertThatThrownBy(() -> new DeferredEntries(temp.resolve("late")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
