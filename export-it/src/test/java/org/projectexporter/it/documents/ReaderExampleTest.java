package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** A reader in Python, written from {@code docs/archive-layout.md} alone, reads archives and finds damage. */
class ReaderExampleTest {
    private static final String READER =
            CodeBlock.ROOT.resolve("examples/reader/read_archive.py").toString();

    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    private static Path film;

    @BeforeAll
    static void makeFilm() throws IOException {
        Tools.require("git", "git-lfs", "python3", "zstd");
        film = OnceProject.make(shared).folder();
        Files.writeString(film.resolve("old.txt"), "before 1970\n");
        Exec.in(film).run("touch", "-d", "1969-12-20T10:13:19.5Z", "old.txt").ok();
        Files.createLink(film.resolve("same.txt"), film.resolve("old.txt"));
        Files.createSymbolicLink(film.resolve("link"), Path.of("../outside/grade.cube"));
        Files.createDirectories(film.resolve("x".repeat(120)).resolve("y".repeat(120)));
        Files.writeString(Files.createDirectory(shared.resolve("outside")).resolve("grade.cube"), "1");
        Exec.in(film)
                .run("sh", "-c", "echo An accent. > \"$(printf 'c\\351')\"")
                .ok();
    }

    private Path export(Path project, String name, ExportOptions options) throws IOException {
        Path archive = folder.resolve(name);
        ExportRequest request = ExportRequest.builder(project, archive)
                .options(options)
                .dependencyRoots(List.of(shared.resolve("outside")))
                .build();
        return ProjectExporter.create()
                .export(request, RunSettings.defaults())
                .volumes()
                .get(0);
    }

    private ToolRun read(Path archive) throws IOException {
        return Exec.in(folder).run("python3", READER, archive.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.zip", "film.tar", "film.tar.gz", "film.tar.zst"})
    void archive_isReadAndProven_andDamageIsFound(String name) throws IOException {
        ExportOptions options = ExportOptions.builder()
                .lfsMedia(ExportOptions.LfsMedia.ONCE)
                .includeDependencies(true)
                .seal("mhl")
                .build();
        Path archive = export(film, name, options);

        String listed = read(archive).ok().text();

        assertThat(listed)
                .contains(" film/link -> ../outside/grade.cube\n", "film.dependencies/outside/grade.cube\n")
                .contains("x/" + "y".repeat(120) + "\n", " film/take.mp4\n", " -1000000.5")
                .endsWith("SHA256SUMS\n");
        byte[] bytes = Files.readAllBytes(archive);
        for (int at : withinContent(bytes)) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Files.write(archive, damaged);
            assertThat(read(archive).exitCode()).as("%s at %s", name, at).isEqualTo(1);
        }
    }

    /** Three places in the content of a medium, which is stored as it is. A bit elsewhere may have no meaning. */
    private static int[] withinContent(byte[] archive) throws IOException {
        byte[] medium = Files.readAllBytes(film.resolve("take.mp4"));
        String start = new String(medium, 0, 32, StandardCharsets.ISO_8859_1);
        int at = new String(archive, StandardCharsets.ISO_8859_1).indexOf(start);
        assertThat(at).isPositive();
        return new int[] {at, at + medium.length / 2, at + medium.length - 1};
    }

    @Test
    void volumes_areReadAsOne() throws IOException {
        Path media = Files.createDirectory(folder.resolve("media"));
        Files.write(media.resolve("take.mov"), new Noise(1).bytes(2_500_000));
        for (String name : List.of("media.zip", "media.tar.zst")) {
            Path first =
                    export(media, name, ExportOptions.builder().splitSizeMb(1).build());
            assertThat(first.toString()).endsWith(".001");
            assertThat(read(first).ok().text()).contains(" media/take.mov\n");
        }
    }

    @Test
    void bag_isReadAndProven() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("note.txt"), "A film.\n");
        Path bag =
                export(plain, "bag.zip", ExportOptions.builder().seal("bagit").build());
        assertThat(read(bag).ok().text()).contains(" plain/data/plain/note.txt\n");
    }
}
