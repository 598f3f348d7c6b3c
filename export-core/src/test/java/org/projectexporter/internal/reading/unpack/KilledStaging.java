package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs in its own JVM: renames the folders of an import, and dies after a given number of renames. */
final class KilledStaging {
    static final int KILLED = 137;

    private KilledStaging() {}

    public static void main(String[] args) throws IOException {
        Path wanted = Path.of(args[0]);
        int[] left = {Integer.parseInt(args[2])};
        StagingFolder staging = StagingFolder.open(wanted, (from, to) -> {
            dieUnless(left[0]-- > 0);
            Files.move(from, to);
        });
        Files.createDirectory(staging.project());
        Files.createDirectory(staging.dependencies());
        staging.publish(ImportTarget.numbered(wanted, Integer.parseInt(args[1])));
        dieUnless(false);
    }

    private static void dieUnless(boolean lives) {
        if (!lives) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
