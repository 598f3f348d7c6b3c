package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.MissingLfs;

class ExportOptionsOfFlagsTest {
    @TempDir
    private Path folder;

    private static ExportOptions options(String... arguments) {
        CommandLine root = new Main(new FakeConsole().plain()).commandLine(false, RawArguments.ofText());
        root.parseArgs(arguments);
        ExportCommand export = root.getSubcommands().get("export").getCommand();
        return export.options(new FormatChoice(FakeFormat.ALL));
    }

    private String file(String json) throws Exception {
        return Files.writeString(folder.resolve("options.json"), json).toString();
    }

    @Test
    void noFlags_areTheDefaults() {
        assertThat(options("export", "film", "-o", "film.zip")).isEqualTo(ExportOptions.defaults());
    }

    @Test
    void everyFlag_setsItsOption() {
        ExportOptions options = options(
                "export",
                "film",
                "-o",
                "film.zip",
                "--format",
                "tar",
                "--no-history",
                "--cache",
                "--dependencies",
                "--dependency-root",
                "/media",
                "--whole-cards",
                "--media",
                "used",
                "--media-folder",
                "footage",
                "--media-folder=audio/day 1",
                "--compress-media",
                "--secrets",
                "--compression-level",
                "9",
                "--deflate",
                "libdeflate",
                "--split-size-mb=700",
                "--exclude",
                "*.bak",
                "--exclude",
                "/raw/",
                "--missing-lfs",
                "fail",
                "--on-unreadable",
                "skip",
                "--broken-repository",
                "keep",
                "--include-unknown-git",
                "--report",
                "--verify");

        assertThat(options)
                .isEqualTo(
                        ExportOptions.fromJson(
                                """
                        {"format": "tar", "include_history": false, "include_cache": true, "include_dependencies": true,
                         "whole_cards": true, "media": "used", "media_folders": ["footage", "audio/day 1"],
                         "compress_media": true, "split_size_mb": 700, "compression_level": 9, "deflate": "libdeflate",
                         "missing_lfs": "fail",
                         "on_unreadable": "skip", "broken_repository": "keep",
                         "include_secrets": true, "include_unknown_git": true, "exclude": ["*.bak", "/raw/"],
                         "report": true, "verify": true}
                        """));
    }

    @Test
    void flags_overrideTheFileInBothDirections() throws Exception {
        String file = file("{\"include_history\": false, \"verify\": true, \"compression_level\": 1}");

        ExportOptions options =
                options("export", "film", "-o", "film.zip", "--options", file, "--history", "--no-verify");

        assertThat(options.includeHistory()).isTrue();
        assertThat(options.verify()).isFalse();
        assertThat(options.compressionLevel()).isEqualTo(1);
    }

    @Test
    void excludes_addToThoseOfTheFile() throws Exception {
        String file = file("{\"exclude\": [\"private/\"]}");

        assertThat(options("export", "film", "-o", "film.zip", "--options", file, "--exclude", "*.bak")
                        .exclude())
                .containsExactly("private/", "*.bak");
    }

    @Test
    void format_isThatOfTheFlagElseOfTheFileElseOfTheSuffix() throws Exception {
        String named = file("{\"format\": \"tar\"}");

        assertThat(options("export", "f", "-o", "f.tgz", "--options", named, "--format", "zip")
                        .format())
                .isEqualTo("zip");
        assertThat(options("export", "f", "-o", "f.tgz", "--options", named).format())
                .isEqualTo("tar");
        assertThat(options("export", "f", "-o", "f.tgz", "--options", file("{}"))
                        .format())
                .isEqualTo("tar.gz");
    }

    @Test
    void missingLfs_isTakenInLowerCase() {
        assertThat(options("export", "f", "-o", "f.zip", "--missing-lfs", "warn")
                        .missingLfs())
                .isEqualTo(MissingLfs.WARN);
    }

    @Test
    void dependencyRootWithoutDependencies_isRefusedRatherThanIgnored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("export", "f", "-o", "f.zip", "--dependency-root", "/media"))
                .withMessageContaining("--dependencies");
    }

    @Test
    void wrongFile_isNamedInTheMessage() throws Exception {
        String unknown = file("{\"colour\": true}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("export", "f", "-o", "f.zip", "--options", unknown))
                .withMessageContaining("options.json")
                .withMessageContaining("\"colour\"")
                .withMessageContaining("include_history");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("export", "f", "-o", "f.zip", "--options", "nowhere.json"))
                .withMessageContaining("nowhere.json: no such file");
    }
}
