package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The same files in another wrapping, as browsers, file managers and people make it of an export. */
@Tag("import")
class OtherWrappingTest {
    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void makeFilm() throws IOException {
        Tools.require("bsdtar", "zstd", "xz", "bzip2", "zip", "7z");
        film = GitFixture.init(temp.resolve("film"))
                .file("cut.txt", "one\n")
                .file("Übersicht/" + "take ".repeat(30) + "1.txt", "take\n")
                .file("day/run.sh", "#!/bin/sh\n");
        film.commit("one");
        Path day = film.folder().resolve("day");
        Files.createDirectory(day.resolve("empty"));
        Files.createLink(day.resolve("a-link.sh"), day.resolve("run.sh"));
        Files.createSymbolicLink(day.resolve("best"), Path.of("../Übersicht"));
        Exec.in(day).run("chmod", "755", "run.sh").ok();
    }

    private void sh(String script) throws IOException {
        Exec.in(temp).run("bash", "-euc", script).ok();
    }

    private void export(String format) throws IOException {
        Path archive = Exported.to(temp.resolve("out"), format, film.folder()).archive();
        sh("cp '" + archive + "' f." + format);
    }

    private ToolRun importing(String archive) throws IOException {
        return CommandLine.in(temp).run("import", archive, "back");
    }

    private void requireSameTree() throws IOException {
        sh(
                "diff -r --no-dereference --exclude=.git film back; diff <(cd film; find . -path ./.git -prune -o -type d"
                        + " -printf '%m %p\n' | sort) <(cd back; find . -path ./.git -prune -o -type d -printf '%m %p\n' | sort)");
        assertThat(GitFixture.at(temp.resolve("back")).git("status", "--porcelain"))
                .isEqualTo(film.git("status", "--porcelain"));
        GitFixture.at(temp.resolve("back")).git("fsck", "--full");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tar.gz ; gunzip -c f.tar.gz > again.tar                      ; again.tar",
                "tar.gz ; gunzip -c f.tar.gz > again.tar.gz                   ; again.tar.gz",
                "tar    ; gzip -k f.tar && mv f.tar.gz again.tgz              ; again.tgz",
                "tar.zst; zstd -dqc f.tar.zst > again.tar                     ; again.tar",
                "tar.zst; zstd -dqc f.tar.zst | gzip > again.tar.gz           ; again.tar.gz",
                "tar    ; zstd -q -3 f.tar -o again.tar.zst                   ; again.tar.zst",
                "tar    ; cat f.tar | zstd -q --no-check > again.tar.zst      ; again.tar.zst",
                "tar    ; split -b 30000 f.tar f.tar. && cat f.tar.?? > again ; again"
            })
    void sameTar_inAnotherCompression_isImported(String format, String script, String archive) throws IOException {
        export(format);
        sh(script);

        ToolRun run = importing(archive).exited(0);

        assertThat(run.text()).doesNotContain("note");
        requireSameTree();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -C x -cf again.tar SHA256SUMS export-manifest.json film",
                "bsdtar -C x -cf again.tar .",
                "tar -C x --format=pax --owner=0 --group=0 --numeric-owner -cf again.tar .",
                "bsdtar -czf again.tar.gz @f.tar; mv again.tar.gz again.tar"
            })
    void filesPackedAgain_areImported(String script) throws IOException {
        requireImported(script);
    }

    private void requireImported(String script) throws IOException {
        export("tar");
        sh("mkdir x; tar -xf f.tar -C x; " + script);

        ToolRun run = importing("again.tar").exited(0);

        assertThat(run.text())
                .contains("another program has packed this archive again", "names, links and modes are those");
        requireSameTree();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -C x -cf again.tar film export-manifest.json SHA256SUMS",
                "tar -C x --sort=name -czf again.tar export-manifest.json film SHA256SUMS",
                "tar -C x -cf again.tar .",
                "tar -C x --format=pax -cf again.tar film SHA256SUMS export-manifest.json",
                "bsdtar -C x -cf again.tar film export-manifest.json SHA256SUMS",
                "bsdtar -C x --format pax -cf again.tar .",
                "bsdtar -C x --format gnutar -czf again.tar film export-manifest.json SHA256SUMS",
                "tar -C x -cf - . | zstd -q > again.tar",
                "cd x; (find film -type d; find . ! -type d | sort -r) > ../all; tar --no-recursion -T ../all -cf"
                        + " ../again.tar"
            })
    void filesPackedAgain_inAnyOrder_areImported(String script) throws IOException {
        requireImported(script);
    }

    @Test
    void zipUnpacked_andPackedAsTar_isImported() throws IOException {
        export("zip");
        sh("rm film/day/a-link.sh; cp -p film/day/run.sh film/day/a-link.sh; mkdir x; unzip -q f.zip -d x;"
                + " tar -C x -cf again.tar film export-manifest.json SHA256SUMS");

        importing("again.tar").exited(0);

        requireSameTree();
    }

    /** As after unpacking for an ordinary user with another umask. */
    @Test
    void modesChangedByAUmask_areANote() throws IOException {
        export("tar");
        sh("mkdir x; tar -xf f.tar -C x; chmod -R g-rx,o-rx x; tar -C x -cf again.tar .");

        ToolRun run = importing("again.tar").exited(0);

        assertThat(run.text()).contains("link targets or modes are not those of the export");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo more >> x/film/cut.txt",
                "rm x/film/day/run.sh",
                "touch x/film/new.txt",
                "rmdir x/film/day/empty",
                "rm x/SHA256SUMS"
            })
    void contentChangedBeforePackingAgain_isRefused(String change) throws IOException {
        export("tar");
        sh("mkdir x; tar -xf f.tar -C x; " + change + "; tar -C x -cf again.tar .");

        importing("again.tar").exited(1);

        assertThat(temp.resolve("back")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zip -qr ../again.zip .",
                "7z a ../again.zip film export-manifest.json SHA256SUMS",
                "bsdtar -a -cf ../again.zip film export-manifest.json SHA256SUMS",
                "python3 -m zipfile -c ../again.zip export-manifest.json film SHA256SUMS"
            })
    void zipPackedAgain_isRefused_withTheWayOut(String script) throws IOException {
        export("zip");
        sh("mkdir x; unzip -q f.zip -d x; cd x; " + script);

        for (String command : new String[] {"import", "verify"}) {
            ToolRun run = command.equals("import")
                    ? importing("again.zip").exited(1)
                    : CommandLine.in(temp).run("verify", "again.zip").exited(3);
            assertThat(run.text() + run.errors())
                    .contains("packed by another program", "sha256sum -c --quiet SHA256SUMS");
        }
    }

    @ParameterizedTest
    @CsvSource({"bzip2 -k f.tar, f.tar.bz2, bunzip2", "xz -k f.tar, f.tar.xz, unxz", "7z a f.7z f.tar, f.7z, 7-Zip"})
    void compressionThatIsNotRead_isRefused_withTheWayOut(String packing, String made, String tool) throws IOException {
        export("tar");
        sh(packing + "; mv " + made + " again.tar");

        ToolRun run = importing("again.tar").exited(1);

        assertThat(run.errors()).contains(tool, "again.tar is ");
    }
}
