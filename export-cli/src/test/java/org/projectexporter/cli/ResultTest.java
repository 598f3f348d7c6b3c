package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ExportResult;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.spi.RawPath;

class ResultTest {
    private static final List<PortabilityIssue> PORTABILITY = List.of(new PortabilityIssue(
            PortabilityIssue.Kind.CASE_COLLISION,
            12,
            List.of(new PortabilityIssue.Example(RawPath.of("film/a.txt"), Optional.of(RawPath.of("film/A.txt"))))));

    private static ExportResult result(String archive, OptionalLong commits, long leftOut, List<String> warnings) {
        Path file = Path.of(archive);
        return ExportResult.builder(
                        file,
                        archive.endsWith(".zip") ? "zip" : "tar.gz",
                        Path.of(archive + ".manifest.json"),
                        Path.of(archive + ".sha256"))
                .volumes(List.of(file))
                .archiveBytes(3_900_000_000L)
                .bytes(4_160_000_000L)
                .files(28_000)
                .commits(commits)
                .leftOutFiles(leftOut)
                .warnings(warnings)
                .notes(warnings.stream().map(warning -> "note " + warning).toList())
                .portability(PORTABILITY)
                .duration(Duration.ofMillis(3200))
                .build();
    }

    @Test
    void text_saysWhereWhatHowLongAndHowToCheckAndOpen() {
        assertThat(ResultText.of(result("film.zip", OptionalLong.of(45), 0, List.of()), Path.of("/home")))
                .isEqualTo(
                        """
                        archive   film.zip, 3.90 GB
                        holds     28,000 files, 4.16 GB, 45 commits
                        took      3.2 s, 1.30 GB/s
                        check it  sha256sum -c film.zip.sha256
                        open it   unzip film.zip""");
    }

    @Test
    void text_countsWhatWasLeftOutAndShowsWarningsOnOneLineEach() {
        assertThat(ResultText.of(result("film.zip", OptionalLong.empty(), 12, List.of("a\nb", "c")), Path.of("/home")))
                .contains(
                        "commits not counted\n",
                        "left out  12 files by options and defaults",
                        "warning   a\\nb\nwarning   c\nnote      note a\\nb\nnote      note c\n");
    }

    @Test
    void commands_workFromTheReadersFolderWhateverTheNames() {
        assertThat(ResultText.of(
                        result("/out/it's here/-film.tar.gz", OptionalLong.of(1), 0, List.of()), Path.of("/home")))
                .contains("cd '/out/it'\\''s here' && sha256sum -c ./-film.tar.gz.sha256")
                .contains("cd '/out/it'\\''s here' && tar -xf ./-film.tar.gz");
    }

    @Test
    void commands_areShortIfTheArchiveIsInTheReadersFolder() {
        assertThat(ResultText.of(result("/out/film.zip", OptionalLong.of(1), 0, List.of()), Path.of("/out")))
                .contains("check it  sha256sum -c film.zip.sha256\n")
                .endsWith("open it   unzip film.zip");
    }

    @Test
    void json_isOneLineWithTheFieldsOfTheContract() {
        assertThat(ResultJson.of(result("/out/film.zip", OptionalLong.of(45), 3, List.of("a"))))
                .isEqualTo(
                        "{\"archive\":\"/out/film.zip\",\"volumes\":[\"/out/film.zip\"],\"bytes\":4160000000,"
                                + "\"files\":28000,\"commits\":45,\"lfs_objects\":0,\"lfs_from_tree\":0,"
                                + "\"lfs_media_once_saves\":0,\"manifest\":\"/out/film.zip.manifest.json\",\"report\":null,"
                                + "\"warnings\":[\"a\"],\"notes\":[\"note a\"],\"duration_ms\":3200,"
                                + "\"portability\":[{\"kind\":\"case_collision\",\"count\":12,\"examples\":[\"film/a.txt\"]}]}");
    }

    @Test
    void jsonOfCommitsThatWereNotCounted_isNull() {
        assertThat(ResultJson.of(result("film.zip", OptionalLong.empty(), 0, List.of())))
                .contains("\"commits\":null");
    }
}
