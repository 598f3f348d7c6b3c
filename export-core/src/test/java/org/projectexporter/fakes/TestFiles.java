package org.projectexporter.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files that tests create and change. */
public final class TestFiles {
    private TestFiles() {}

    /** Creates a file of bytes determined by the seed, with its parent folders. */
    public static Path write(Path file, int bytes, long seed) {
        return write(file, noise(bytes, seed));
    }

    public static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] noise(int bytes, long seed) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return content;
    }

    public static void append(Path file, int bytes) throws IOException {
        Files.write(file, noise(bytes, bytes), StandardOpenOption.APPEND);
    }

    public static void truncate(Path file, long length) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    public static void makeFifo(Path fifo) throws IOException {
        Process process =
                new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("mkfifo has failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names in a folder, sorted. */
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
