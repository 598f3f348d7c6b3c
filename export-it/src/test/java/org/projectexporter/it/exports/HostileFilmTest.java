package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Documents, cards and media folders from someone who wants more read than is allowed, seen by strace. */
class HostileFilmTest {
    @TempDir
    Path temp;

    private Path base;
    private Path film;
    private Path stock;

    private static String external(Object url) {
        return "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"" + url + "\"}";
    }

    private static void timeline(Path file, String... references) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"OTIO_SCHEMA\": \"X.1\", \"media\": [" + String.join(",\n", references) + "]}");
    }

    private void makeFilm() throws IOException {
        base = temp.toRealPath();
        film = Files.createDirectories(base.resolve("film"));
        stock = Files.createDirectories(base.resolve("stock"));
        Path secret = Files.createDirectories(base.resolve("private"));
        for (String name : List.of("key", "key.sidecar", "CLIP", "x.0001.exr")) {
            Files.writeString(secret.resolve(name), "secret of the machine");
        }
        Exec.in(base)
                .run("mkfifo", "film/pipe.mov", "stock/pipe.mov", "film/pipe.otio", "stock/f.0001.exr")
                .ok();

        Path card = Files.createDirectories(stock.resolve("CONTENTS/VIDEO"));
        Files.writeString(card.resolve("0001.MXF"), "clip");
        Files.createDirectories(card.resolveSibling("CLIP"));
        Files.createSymbolicLink(stock.resolve("LASTCLIP.TXT"), secret.resolve("key"));
        Files.createSymbolicLink(card.resolve("out"), secret);
        Files.writeString(stock.resolve("a.braw"), "clip");
        Files.createSymbolicLink(stock.resolve("a.sidecar"), secret.resolve("key.sidecar"));
        Files.createSymbolicLink(stock.resolve("B.RDC"), secret);
        Files.createDirectories(film.resolve("footage"));
        Files.createSymbolicLink(film.resolve("footage/out"), secret);
        Files.createSymbolicLink(film.resolve("footage/loop"), Path.of("loop"));
        Files.createSymbolicLink(film.resolve("footage/up"), Path.of("../../private/key"));

        timeline(
                film.resolve("cut.otio"),
                external("/etc/shadow"),
                external("file:///etc/shadow"),
                external("file://localhost/../etc/shadow"),
                external(secret.resolve("key")),
                external("../private/key"),
                external("footage/out/key"),
                external("footage/up"),
                external("footage/loop"),
                external("pipe.mov"),
                external("pipe.otio"),
                external(stock.resolve("pipe.mov")),
                external(card.resolve("0001.MXF")),
                external(stock.resolve("a.braw")),
                external(stock.resolve("B.RDC/key")),
                external("other.otio"),
                external("cut.otio"));
        timeline(film.resolve("other.otio"), external("cut.otio"));
        Files.writeString(
                film.resolve("slides.mlt"),
                "<mlt><producer><property name='resource'>" + stock + "/f.%04d.exr</property></producer>"
                        + "<producer><property name='resource'>" + secret + "/x.%04d.exr</property></producer>"
                        + "<producer><property name='resource'>slides.mlt</property></producer></mlt>");
        Files.writeString(
                film.resolve("entity.fcpxml"),
                "<!DOCTYPE fcpxml [<!ENTITY x SYSTEM '" + secret.resolve("key").toUri() + "'>]>"
                        + "<fcpxml version='1.10'><resources><media-rep src='&x;'/></resources></fcpxml>");
        Files.write(film.resolve("broken.prproj"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        Files.writeString(film.resolve("deep.otio"), "[".repeat(100_000));
        Files.writeString(film.resolve("deep.fcpxml"), "<fcpxml>" + "<a>".repeat(100_000));
    }

    /** Writes a document: a beginning, a gigabyte of one letter, an end. */
    private static void gigabyte(OutputStream file, String before, String after) throws IOException {
        byte[] letters = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = file) {
            out.write(before.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1 << 10; i++) {
                out.write(letters);
            }
            out.write(after.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    @Tag("long")
    void aGigabyteOfText_plainOrCompressed_isReported_inLittleMemoryAndTime() throws IOException {
        film = Files.createDirectories(temp.resolve("film"));
        String property = "<mlt><producer><property name='resource'>";
        gigabyte(Files.newOutputStream(film.resolve("text.kdenlive")), property, "</property></producer></mlt>");
        gigabyte(Files.newOutputStream(film.resolve("text.otio")), "{\"OTIO_SCHEMA\": \"X.1\", \"name\": \"", "\"}");
        gigabyte(
                new GZIPOutputStream(Files.newOutputStream(film.resolve("bomb.prproj"))),
                "<PremiereData><Media><FilePath>",
                "</FilePath></Media></PremiereData>");
        gigabyte(new GZIPOutputStream(Files.newOutputStream(film.resolve("bomb.blend"))), "BLENDER-v304TEST", "ENDB");

        ToolRun run = CommandLine.in(temp)
                .withJvm("-Xmx256m")
                .export(film, temp.resolve("film.tar.zst"), "--dependencies")
                .exited(4);

        assertThat(run.text())
                .contains("film/text.kdenlive: what it refers to is unknown", "film/text.otio: what it refers to")
                .contains("film/bomb.prproj: what it refers to is unknown", "film/bomb.blend: what it refers to");
    }

    @Test
    void nothingOutsideIsOpened_noPipeIsOpened_andTheExportEnds() throws IOException {
        Tools.require("strace", "mkfifo");
        makeFilm();
        Path log = temp.resolve("calls");
        Path archive = Files.createDirectories(temp.resolve("out")).resolve("film.tar");

        Exported exported = new Exported(
                archive,
                "tar",
                CommandLine.in(temp)
                        .withJvm("-Xmx256m")
                        .startedBy(SystemCalls.strace(log))
                        .export(
                                film,
                                archive,
                                "--dependencies",
                                "--dependency-root",
                                stock.toString(),
                                "--whole-cards",
                                "--media",
                                "used",
                                "--media-folder",
                                "footage",
                                "--report")
                        .exited(4));

        List<SystemCalls.Call> calls = SystemCalls.read(log).calls();
        assertThat(calls)
                .filteredOn(call -> call.opens()
                        && (call.isBelow(base.resolve("private"))
                                || call.isBelow(Path.of("/etc/shadow"))
                                || call.line().contains("pipe.")
                                || call.line().contains("f.0001.exr")))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(exported.names())
                .contains("film.dependencies/stock/CONTENTS/VIDEO/0001.MXF", "film.dependencies/stock/a.braw")
                .noneMatch(name -> name.matches(".*(LASTCLIP|sidecar|key|pipe|f\\.0001).*"));
        assertThat(new String(Files.readAllBytes(archive), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret of the machine");
        assertThat(exported.run().text())
                .contains("film/broken.prproj", "film/deep.otio", "film/deep.fcpxml", "film/entity.fcpxml");
        assertThat(Files.readString(archive.resolveSibling("film.tar.report.html")))
                .contains("Not complete", "film/deep.otio")
                .doesNotContain("secret of the machine");
    }
}
