package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

import org.projectexporter.ImportNote;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

@Tag("import")
class ImportedModesTest {
    private static final RawPath FILM = RawPath.of("film");

    private final ImportedModes modes = new ImportedModes(false, 0022);

    private static ArchiveEntry file(String path, String mode) {
        return entry(path, EntryType.FILE, mode);
    }

    private static ArchiveEntry folder(String path, String mode) {
        return entry(path, EntryType.DIRECTORY, mode);
    }

    private static ArchiveEntry entry(String path, EntryType type, String mode) {
        return ArchiveEntry.builder(RawPath.of(path), type)
                .mtime(Instant.EPOCH)
                .mode(Integer.parseInt(mode, 8))
                .build();
    }

    private String after(ArchiveEntry entry) {
        return Integer.toOctalString(modes.finalMode(entry));
    }

    @ParameterizedTest
    @CsvSource({
        "644, 644",
        "755, 755",
        "444, 444",
        "000, 0",
        "400, 400",
        "664, 664",
        "666, 664",
        "777, 775",
        "4755, 755",
        "2755, 755",
        "6777, 775",
        "1644, 1644"
    })
    void finalMode_ofAFile_isThatOfTheArchive_withoutWriteAccessForOthersAndSetId(String mode, String expected) {
        modes.addFile(file("film/a", mode));
        modes.addFile(file("film/b", "640"));
        modes.decide();

        assertThat(after(file("film/a", mode))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"755, 755", "555, 555", "775, 775", "777, 775", "1777, 1775", "2775, 2775"})
    void finalMode_ofAFolder_isThatOfTheArchive_withoutWriteAccessForOthers(String mode, String expected) {
        modes.decide();

        assertThat(after(folder("film/d", mode))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"777, 755, 755", "666, 644, 755", "707, 705, 755", "662, 640, 755"})
    void finalMode_ifAllFilesHaveTheSameModeWithWriteAccessForOthers_isDecidedByTheUmask(
            String mode, String expected, String expectedOfFolder) {
        modes.addFile(file("film/a", mode));
        modes.addFile(file("film/.git/HEAD", mode));

        assertThat(modes.isUndecided(file("film/.git/HEAD", mode))).isTrue();
        assertThat(modes.decide()).isTrue();
        assertThat(after(file("film/a", mode))).isEqualTo(expected);
        assertThat(after(file("film/.git/HEAD", mode))).isEqualTo(expected);
        assertThat(after(folder("film/d", "777"))).isEqualTo(expectedOfFolder);
        assertThat(modes.notes(FILM)).singleElement().satisfies(note -> assertThat(note.what())
                .contains("0" + mode));
    }

    /** Someone has set them: a project has read-only files, if only those of its objects. */
    @ParameterizedTest
    @CsvSource({"777, 666", "666, 777", "777, 444", "777, 755"})
    void finalMode_ofDifferentModes_keepsAllButWriteAccessForOthers(String first, String second) {
        modes.addFile(file("film/a", first));
        modes.addFile(file("film/b", second));

        assertThat(modes.decide()).isFalse();
        assertThat(modes.finalMode(file("film/a", first))).isEqualTo(Integer.parseInt(first, 8) & ~2);
        assertThat(modes.finalMode(file("film/b", second))).isEqualTo(Integer.parseInt(second, 8) & ~2);
    }

    @Test
    void finalMode_ofEqualModesWithoutWriteAccessForOthers_keepsThemAll() {
        modes.addFile(file("film/a", "664"));
        modes.addFile(file("film/b", "664"));

        assertThat(modes.decide()).isFalse();
        assertThat(after(file("film/a", "664"))).isEqualTo("664");
    }

    @Test
    void finalMode_inARepository_hasWriteAccessForTheGroup_onlyIfItIsShared() {
        modes.addFile(file("film/a", "640"));
        modes.addFile(file("film/b", "644"));
        modes.decide();
        ArchiveEntry config = file("film/.git/config", "664");
        ArchiveEntry nested = file("film/.git/modules/x/config", "664");
        ArchiveEntry bare = file("film/vault.git/HEAD", "664");

        assertThat(after(config)).isEqualTo("644");
        assertThat(after(bare)).isEqualTo("664");
        modes.setShared(RawPath.of("film/.git"), true);
        modes.setShared(RawPath.of("film/.git/modules/x"), false);
        modes.setShared(RawPath.of("film/vault.git"), false);

        assertThat(after(config)).isEqualTo("664");
        assertThat(after(folder("film/.git/refs", "2775"))).isEqualTo("2775");
        assertThat(after(nested)).isEqualTo("644");
        assertThat(after(bare)).isEqualTo("644");
        assertThat(after(file("film/cut.txt", "664"))).isEqualTo("664");
        assertThat(Integer.toOctalString(modes.provisional(config))).isEqualTo("644");
    }

    @Test
    void finalMode_inASharedRepositoryWithoutModes_isThatOfTheUmask() {
        modes.addFile(file("film/.git/config", "777"));
        modes.decide();
        modes.setShared(RawPath.of("film/.git"), true);

        assertThat(after(file("film/.git/config", "777"))).isEqualTo("755");
    }

    @Test
    void finalMode_preserved_isThatOfTheArchive_butNeverSetsTheUserOrGroupOfAProgram() {
        ImportedModes preserved = new ImportedModes(true, 0022);
        preserved.addFile(file("film/.git/config", "6777"));

        assertThat(preserved.isUndecided(file("film/.git/config", "6777"))).isFalse();
        assertThat(preserved.decide()).isFalse();
        preserved.setShared(RawPath.of("film/.git"), false);
        assertThat(Integer.toOctalString(preserved.finalMode(file("film/.git/config", "6777"))))
                .isEqualTo("777");
        assertThat(Integer.toOctalString(preserved.finalMode(folder("film", "1777"))))
                .isEqualTo("1777");
        assertThat(preserved.notes(FILM)).isEmpty();
    }

    @Test
    void notes_countWhatHasLostWriteAccess() {
        modes.addFile(file("film/a", "666"));
        modes.addFile(file("film/b", "644"));
        modes.decide();
        modes.count(file("film/a", "666"));
        modes.count(file("film/b", "644"));
        modes.count(file("film/.git/HEAD", "664"));
        modes.count(folder("film/.git", "775"));

        assertThat(modes.notes(FILM))
                .extracting(ImportNote::what)
                .containsExactly(
                        "write access for other users was removed from files and folders (1)",
                        "write access for the group was removed from files and folders of repositories that are not"
                                + " shared by core.sharedRepository (2)");
    }
}
