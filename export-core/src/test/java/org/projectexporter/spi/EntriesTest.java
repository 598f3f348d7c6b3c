package org.projectexporter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** What plug-ins create: values that are compared by all of what they hold. */
class EntriesTest {
    private static final RawPath FILE = RawPath.of("film/a.mov");
    private static final RawPath LINK = RawPath.of("film/b.mov");

    private static PlannedEntry.Builder planned() {
        return PlannedEntry.builder(FILE, EntryType.FILE, EntryRole.WORKING_TREE)
                .size(5)
                .mtime(Instant.ofEpochSecond(7))
                .mode(0644)
                .content(new Content.Captured(1, 5));
    }

    private static ArchiveEntry.Builder entry() {
        return ArchiveEntry.builder(FILE, EntryType.FILE)
                .size(5)
                .mtime(Instant.ofEpochSecond(7))
                .mode(0644);
    }

    @Test
    void plannedEntries_areEqual_ifEachFieldIs() {
        PlannedEntry entry = planned().build();
        assertThat(entry)
                .isEqualTo(planned().build())
                .hasSameHashCodeAs(planned().build());
        assertThat(entry.toBuilder().build()).isEqualTo(entry);
        for (PlannedEntry.Builder other : List.of(
                planned().role(EntryRole.REPOSITORY),
                planned().size(6),
                planned().mtime(Instant.EPOCH),
                planned().mode(0600),
                planned().content(new Content.Captured(2, 5)),
                planned().check(new ContentCheck("0".repeat(64), true)),
                planned().storage(StorageHint.STORE),
                planned().type(EntryType.HARD_LINK).linkTarget(LINK))) {
            assertThat(other.build()).isNotEqualTo(entry);
        }
    }

    @Test
    void archiveEntries_areEqual_ifEachFieldIs() {
        ArchiveEntry entry = entry().build();
        assertThat(entry).isEqualTo(entry().build()).hasSameHashCodeAs(entry().build());
        assertThat(entry.crc32()).isEqualTo(ArchiveEntry.CRC_UNKNOWN);
        for (ArchiveEntry.Builder other : List.of(
                entry().size(6),
                entry().mtime(Instant.EPOCH),
                entry().mode(0600),
                entry().compress(true),
                entry().crc32(0),
                entry().type(EntryType.HARD_LINK).size(0).linkTarget(LINK))) {
            assertThat(other.build()).isNotEqualTo(entry);
        }
    }

    @Test
    void entries_thatAreInconsistent_areNotBuilt() {
        assertThatThrownBy(() -> planned().content(null).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> planned().linkTarget(LINK).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry().type(EntryType.SYMBOLIC_LINK).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry().size(-1).build()).isInstanceOf(IllegalArgumentException.class);
    }
}
