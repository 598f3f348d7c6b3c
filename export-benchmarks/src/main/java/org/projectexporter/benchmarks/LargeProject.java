package org.projectexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/**
 * A film project of any size with a realistic mix of content: mostly incompressible video, some pictures and sound,
 * thousands of small texts, a cache. Media are in Git LFS, pictures in several versions. The same size results in the
 * same files and commits. Needs git and git-lfs.
 */
final class LargeProject {
    private static final int MIB = 1 << 20;
    private static final int CUTS = 4;
    /** Size on disk, including the history, in percent of the size of the working tree. */
    private static final int DISK_PERCENT = 198;

    private final Path folder;
    private final long bytes;
    private final Noise noise = new Noise(37);

    private LargeProject(Path folder, long bytes) {
        this.folder = folder;
        this.bytes = bytes;
    }

    /** The project of about {@code diskMb} million bytes on disk; created below {@code work} if it does not exist. */
    static Path in(Path work, int diskMb) throws IOException {
        Path project = work.resolve("film-" + diskMb);
        if (!Files.exists(project)) {
            System.out.println("# Making a project of " + diskMb + " MB on disk: " + project);
            Path unfinished = Files.createTempDirectory(work, "unfinished");
            new LargeProject(unfinished, diskMb * 1_000_000L * 100 / DISK_PERCENT).make();
            Files.move(unfinished, project);
        }
        return project;
    }

    private void make() throws IOException {
        GitFixture.init(folder)
                .lfs("*.mp4", "*.png", "*.wav")
                .file(".gitignore", "04_Cache/\n*.tmp\n")
                .file("project.json", "{\"id\": \"3f2b8c1e-0000-4000-8000-00000000000a\", \"name\": \"Long Night\"}\n");
        writeStory(bytes * 4 / 100);
        writeMedia("03_Renders/shot%02d.mp4", bytes * 70 / 100, (int) Math.min(8, bytes / MIB / 16 + 1));
        writeMedia("01_Assets/audio/track%02d.wav", bytes * 10 / 100, (int) Math.min(6, bytes / MIB / 16 + 1));
        for (int cut = 0; cut < CUTS; cut++) {
            writePlates(cut);
            Files.writeString(folder.resolve("02_Story/log.md"), "- cut " + cut + "\n");
            commit("Cut " + cut);
        }
        writeMedia("04_Cache/frames/f%04d.bin", bytes * 4 / 100, 20);
    }

    /** Git LFS reads and copies all media for this, which takes minutes. */
    private void commit(String message) throws IOException {
        Exec exec = Exec.in(folder).within(Duration.ofMinutes(30));
        exec.git("add", "-A");
        exec.git("commit", "-q", "-m", message);
    }

    private void writeStory(long total) throws IOException {
        long left = total;
        for (int i = 0; left > 0; i++) {
            String text = noise.text(40 + i * 37 % 1160);
            Path file = folder.resolve(String.format(Locale.ROOT, "02_Story/act%d/scene%05d.md", i % 5 + 1, i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            left -= text.length();
        }
    }

    /** The first cut adds all pictures; each later one replaces an eighth of them. */
    private void writePlates(int cut) throws IOException {
        int plates = (int) Math.min(40, bytes / MIB / 4 + 1);
        for (int i = 0; i < plates; i++) {
            if (cut == 0 || i % 8 == cut) {
                write(String.format(Locale.ROOT, "01_Assets/plates/plate%03d.png", i), bytes * 12 / 100 / plates);
            }
        }
    }

    private void writeMedia(String name, long total, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            write(String.format(Locale.ROOT, name, i), total / files);
        }
    }

    private void write(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(headOf(name).getBytes(StandardCharsets.ISO_8859_1));
            for (long left = size; left > 0; left -= MIB) {
                int piece = (int) Math.min(left, MIB);
                out.write(name.endsWith(".wav") && piece >= 44 ? noise.wave(piece) : noise.bytes(piece));
            }
        }
    }

    /** The first bytes of a file of this type, as far as they matter here. */
    private static String headOf(String name) {
        if (name.endsWith(".mp4")) {
            return "\0\0\0\u0018ftypmp42";
        }
        return name.endsWith(".png") ? "\u0089PNG\r\n\u001a\n" : "";
    }
}
