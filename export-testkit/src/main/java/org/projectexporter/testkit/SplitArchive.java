package org.projectexporter.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.projectexporter.spi.files.Digests;

/** Splits an archive into volumes, as an export with that option does. */
public final class SplitArchive {
    private SplitArchive() {}

    /** Replaces {@code archive} with volumes of {@code bytes} bytes, and rewrites its checksums for them. */
    public static List<Path> split(Path archive, int bytes) throws IOException {
        byte[] all = Files.readAllBytes(archive);
        Path sums = sibling(archive, ".sha256");
        List<String> others = Files.readAllLines(sums);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        List<Path> volumes = new ArrayList<>();
        for (int from = 0; from < all.length; from += bytes) {
            Path volume = sibling(archive, String.format(Locale.ROOT, ".%03d", volumes.size() + 1));
            byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + bytes));
            Files.write(volume, part);
            volumes.add(volume);
            lines.writeBytes((sha256(part) + "  " + volume.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        others.stream()
                .filter(line -> !line.endsWith("  " + archive.getFileName()))
                .forEach(line -> lines.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
        Files.write(sums, lines.toByteArray());
        Files.delete(archive);
        return volumes;
    }

    /** The path of a file next to an archive. */
    public static Path sibling(Path archive, String suffix) {
        return archive.resolveSibling(archive.getFileName() + suffix);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.newDigest("SHA-256").digest(bytes));
    }
}
