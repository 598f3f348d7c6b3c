package org.projectexporter.it.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Noise;

/** A project of small files, links, and large files of text and of noise, to be interrupted within each of them. */
final class CrashProject {
    static final String TEXT = "02_Story/long.txt";
    static final String SHOT = "03_Renders/shot.mp4";
    static final String WAVE = "04_Sound/mix.wav";

    private CrashProject() {}

    /** Creates it in a new folder; each of its three large files has about {@code largeBytes} bytes. */
    static Path make(Path project, int largeBytes) throws IOException {
        Noise noise = new Noise(4);
        for (int i = 0; i < 40; i++) {
            write(
                    project.resolve(String.format(Locale.ROOT, "01_Notes/scene%03d.md", i)),
                    noise.text(20 + i * 30).getBytes(US_ASCII));
        }
        write(project.resolve(TEXT), text(noise, largeBytes));
        write(project.resolve(SHOT), noise.bytes("\0\0\0\u0018ftypmp42", largeBytes + 4_097));
        write(project.resolve(WAVE), noise.wave(largeBytes / 4 * 4));
        write(project.resolve("05_Odd/empty"), new byte[0]);
        Files.createDirectories(project.resolve("05_Odd/empty folder"));
        Files.createSymbolicLink(project.resolve("05_Odd/link"), Path.of("../" + SHOT));
        Files.createLink(project.resolve("05_Odd/again.mp4"), project.resolve(SHOT));
        Files.createLink(project.resolve("05_Odd/scene.md"), project.resolve("01_Notes/scene001.md"));
        setTimes(project);
        return project;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] text(Noise noise, int bytes) {
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            text.append(noise.text(1000));
        }
        return text.toString().getBytes(US_ASCII);
    }

    private static void setTimes(Path project) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(project)) {
            all = walk.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
        for (Path path : all) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2024-05-01T12:00:00.123456789Z")));
        }
    }
}
