package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** Documents that MLT's own program has written. */
class MeltDocumentsTest {
    private static final int RATE = 8_000;

    @TempDir
    Path temp;

    private static void sound(Path file) throws IOException {
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        AudioInputStream silence = new AudioInputStream(new ByteArrayInputStream(new byte[2 * RATE]), format, RATE);
        AudioSystem.write(silence, AudioFileFormat.Type.WAVE, file.toFile());
    }

    private static List<String> references(Exported exported) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode each : exported.manifest().at("/references")) {
            lines.add(each.at("/status").asText() + " " + each.at("/target").asText());
        }
        return lines;
    }

    @Test
    void mediaOfADocument_areFound_andOnlyThoseTravelIfThatIsWanted() throws IOException {
        Tools.require("melt");
        Path base = temp.toRealPath();
        Path film = Files.createDirectories(base.resolve("film"));
        Path stock = Files.createDirectories(base.resolve("stock ü"));
        sound(stock.resolve("a #1 100%.wav"));
        sound(Files.createDirectories(film.resolve("footage")).resolve("used.wav"));
        sound(film.resolve("footage/unused.wav"));
        Exec.in(film)
                .run("melt", stock.resolve("a #1 100%.wav").toString(), "footage/used.wav", "-consumer", "xml:cut.mlt")
                .ok();

        Exported exported = Exported.to(
                temp.resolve("out"),
                "tar",
                film,
                "--dependencies",
                "--dependency-root",
                stock.toString(),
                "--media",
                "used",
                "--media-folder",
                "footage");

        assertThat(references(exported))
                .contains("taken_along film.dependencies/stock ü/a #1 100%.wav", "in_project film/footage/used.wav");
        assertThat(exported.names()).contains("film/footage/used.wav").doesNotContain("film/footage/unused.wav");
    }
}
