package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportLimits;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.it.program.NaiveGit;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * What tests of deep verifications need: a film, and archives of it by an exporter that treats each {@code .git} like any
 * other folder, and proves nothing.
 */
abstract class DeepVerification {
    @TempDir
    static Path shared;

    @TempDir
    Path temp;

    GitFixture film;
    Path scratch;

    @BeforeAll
    static void makeRepository() throws IOException {
        Tools.require("git");
        filled(GitFixture.init(shared.resolve("film")));
    }

    @BeforeEach
    void makeFilm() throws IOException {
        scratch = Files.createDirectory(temp.resolve("scratch"));
        film = copy(temp.resolve("film"));
    }

    static GitFixture copy(Path folder) throws IOException {
        Exec.in(shared).run("cp", "-a", "film", folder.toString()).ok();
        return GitFixture.at(folder);
    }

    static GitFixture filled(GitFixture repository) throws IOException {
        return repository
                .file("script.txt", "One.\n")
                .commit("First")
                .file("script.txt", "Two.\n")
                .commit("Second")
                .branch("cut")
                .file("notes/day.txt", "Rain.\n")
                .commit("Third")
                .file("script.txt", "Three.\n")
                .commit("Fourth")
                .stash("script.txt", "An idea.\n")
                .stash("script.txt", "Another idea.\n")
                .staged("notes/day.txt", "Sun.\n");
    }

    Path export(String format) throws IOException {
        Path archive = temp.resolve("film." + format);
        ProjectExporter.builder()
                .source(new NaiveGit())
                .build()
                .export(
                        ExportRequest.builder(film.folder(), archive)
                                .options(ExportOptions.builder().format(format).build())
                                .build(),
                        ProgressListener.NONE);
        return archive;
    }

    void deleteArchive() throws IOException {
        for (String suffix : List.of("", ".sha256", ".manifest.json")) {
            Files.delete(temp.resolve("film.tar" + suffix));
        }
    }

    RunSettings settings() {
        return RunSettings.builder().scratch(scratch).build();
    }

    VerifyResult verify(Path archive) throws IOException {
        VerifyResult result = ProjectExporter.create().verifyDeep(archive, ImportLimits.defaults(), settings());
        assertThat(scratch).isEmptyDirectory();
        return result;
    }

    String id(String revision) throws IOException {
        return film.git("rev-parse", revision).strip();
    }

    static void removeObject(Path gitFolder, String id) throws IOException {
        Files.delete(gitFolder.resolve(objectFile(id)));
    }

    static String objectFile(String id) {
        return "objects/" + id.substring(0, 2) + "/" + id.substring(2).strip();
    }

    /** Exports without one loose object, and returns what needs it. */
    List<String> neededBy(String id) throws IOException {
        removeObject(film.folder().resolve(".git"), id);
        VerifyResult result = verify(export("tar"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.ok()).isFalse();
        assertThat(result.missing()).isNotEmpty().allSatisfy(missing -> {
            assertThat(missing.repository()).isEqualTo("film/.git");
            assertThat(missing.objects()).contains(id);
        });
        return result.missing().stream()
                .map(VerifyResult.Missing::neededBy)
                .flatMap(Optional::stream)
                .toList();
    }
}
