package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;
import org.projectexporter.spi.files.SeenNames.Kind;

@Tag("import")
class UnpackedTreeTest {
    private static final RawPath INDEX = RawPath.of("film/.git/index");

    @TempDir
    Path temp;

    private final SyncQueue syncs = SyncQueue.ofFiles();
    private Path outside;
    private Path index;
    private UnpackedTree tree;

    /** An archive with a folder, a file and a link that leads out, surrounded by files that are not the archive's. */
    @BeforeEach
    void unpack() throws IOException {
        Path staged = Files.createDirectories(temp.resolve("tree"));
        outside = Files.writeString(temp.resolve("outside"), "mine");
        SeenNames entries = new SeenNames();
        StagedPaths paths =
                new StagedPaths(staged.resolve("project"), staged.resolve("dependencies"), temp, new ArrayList<>());
        paths.make(RawPath.of("film"), Files::createDirectory);
        paths.make(RawPath.of("film/.git"), Files::createDirectory);
        index = paths.make(INDEX, Files::createFile);
        paths.make(RawPath.of("film/up"), link -> Files.createSymbolicLink(link, temp));
        Files.writeString(staged.resolve("project/stray"), "no entry");
        entries.put(RawPath.of("film"), Kind.FOLDER);
        entries.put(RawPath.of("film/.git"), Kind.IMPLIED_FOLDER);
        entries.put(INDEX, Kind.FILE);
        entries.put(RawPath.of("film/up"), Kind.LINK);
        ImportManifest manifest = ImportManifest.read(
                "{\"export_version\": \"1.0\", \"git_not_clean\": []}".getBytes(StandardCharsets.UTF_8), entries);
        tree = new UnpackedTree(paths, manifest, new HashSet<>(), entries, syncs, new ImportedModes(false, 0));
    }

    @AfterEach
    void close() throws IOException {
        syncs.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film/../../outside",
                "film/../project/.git/index",
                "film/up/outside",
                "film/stray",
                "film/.GIT/index",
                "film/.git/index/",
                "../outside",
                "/outside",
                "other/x",
                ""
            })
    void aPathThatIsNotAnEntry_doesNotExist_andIsNotTouched(String name) throws IOException {
        RawPath path = RawPath.of(name);

        assertThat(tree.stat(path)).isNull();
        assertThat(tree.wasClean(path)).isFalse();
        tree.remove(path);
        assertThatThrownBy(() -> tree.replace(path, new byte[3])).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> tree.patch(path, file -> {})).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> tree.rename(path, path)).isInstanceOf(NoSuchFileException.class);

        syncs.await();
        assertThat(outside).hasContent("mine");
        assertThat(index).isEmptyFile();
        assertThat(temp.resolve("tree/project/stray")).hasContent("no entry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"film/../../outside", "film/up/outside", "film/.git/index/x", "../outside", "/x", "film/a//b", ""
            })
    void fileOf_outsideEveryFolderOfTheArchive_isRefused(String path) {
        assertThatThrownBy(() -> tree.fileOf(RawPath.of(path))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.rename(INDEX, RawPath.of(path))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileOf_ofAMissingEntry_returnsWhereItWouldBe() {
        assertThat(tree.fileOf(RawPath.of("film/.git/none"))).isEqualTo(index.resolveSibling("none"));
    }

    @Test
    void rename_isFollowedByWhatIsAskedNext() throws IOException {
        tree.rename(INDEX, RawPath.of("film/.git/other"));

        assertThat(tree.stat(RawPath.of("film/.git/other"))).isNotNull();
        assertThat(tree.stat(INDEX)).isNull();
        tree.replace(RawPath.of("film/.git/other"), new byte[3]);
        syncs.await();
        assertThat(index.resolveSibling("other")).hasSize(3);
    }

    @Test
    void replace_ofAFileThatIsReadOnly_keepsItsModeAndTime() throws IOException {
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(index, time);
        Files.setAttribute(index, "unix:mode", 0400);

        tree.replace(INDEX, "new".getBytes(StandardCharsets.UTF_8));
        syncs.await();

        assertThat(index).hasContent("new");
        assertThat(Files.getAttribute(index, "unix:mode")).isEqualTo(0100400);
        assertThat(Files.getLastModifiedTime(index)).isEqualTo(time);
    }
}
