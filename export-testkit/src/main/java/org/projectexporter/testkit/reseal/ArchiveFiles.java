package org.projectexporter.testkit.reseal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an archive and the files next to it. */
final class ArchiveFiles {
    private ArchiveFiles() {}

    /** Writes {@code FILE}, {@code FILE.manifest.json} and {@code FILE.sha256}. */
    static void write(Path target, byte[] archive, byte[] manifest) throws IOException {
        Path manifestFile = target.resolveSibling(target.getFileName() + ".manifest.json");
        Files.write(target, archive);
        Files.write(manifestFile, manifest);
        String sums = line(target, archive) + line(manifestFile, manifest);
        Files.writeString(target.resolveSibling(target.getFileName() + ".sha256"), sums, StandardCharsets.UTF_8);
    }

    private static String line(Path file, byte[] content) {
        return Part.sha256(content) + "  " + file.getFileName() + "\n";
    }
}
