package org.projectexporter.git.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Which folders of an archive are repositories. */
class FoundFoldersTest {
    private final FoundFolders found = new FoundFolders();

    private static ArchiveEntry entry(String path, EntryType type) {
        return new ArchiveEntry(RawPath.of(path), type, 0, Instant.EPOCH, 0644, null, false, ArchiveEntry.CRC_UNKNOWN);
    }

    private void repository(String folder) throws IOException {
        for (String name : new String[] {"", "/objects", "/refs"}) {
            found.add(entry(folder + name, EntryType.DIRECTORY));
        }
        found.add(entry(folder + "/HEAD", EntryType.FILE));
        found.addContent(RawPath.of(folder + "/HEAD"), "ref: refs/heads/main\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** In any order. */
    @Test
    void repositories_areThoseThatGitOpens_andDamagedOnesBelowModules() throws IOException {
        found.add(entry("film/.git/modules/ruin/config", EntryType.FILE));
        found.add(entry("film/.git/modules/looks/refs/heads/HEAD", EntryType.FILE));
        repository("film/.git/modules/looks");
        found.add(entry("film/vault/config", EntryType.FILE));
        found.add(entry("film/vault/HEAD", EntryType.FILE));
        repository("film/bare");
        found.add(entry("film/bare/modules/grain/config", EntryType.FILE));
        found.add(entry("film/.git", EntryType.DIRECTORY));

        found.resolve(head -> false);

        assertThat(found.repositories())
                .extracting(RawPath::toString)
                .containsExactly(
                        "film/.git",
                        "film/.git/modules/looks",
                        "film/.git/modules/ruin",
                        "film/bare",
                        "film/bare/modules/grain");
    }

    @Test
    void foldersWithoutEnd_areRefused() {
        assertThatThrownBy(() -> {
                    for (int i : IntStream.range(0, 600_000).toArray()) {
                        found.add(entry("film/" + i + "/index", EntryType.FILE));
                    }
                })
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(ArchiveDefect.TOO_MANY_ENTRIES));
    }
}
