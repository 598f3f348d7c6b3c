package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportException;
import org.projectexporter.internal.exporting.output.WorkFolder;

/**
 * Runs in its own JVM: opens and closes a work folder repeatedly, and fails if another process holds it at the same
 * time. Ends after it has held the folder a given number of times.
 */
final class LockRacer {
    private LockRacer() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path witness = Path.of(args[1], "held");
        for (int left = Integer.parseInt(args[2]); left > 0; ) {
            try (WorkFolder work = WorkFolder.open(folder)) {
                Files.createFile(witness); // fails if another process is there
                work.write("request", new byte[10]);
                Files.delete(witness);
                left--;
                if (Files.notExists(work.file("request"))) {
                    throw new IOException("another one has removed what is in it");
                }
            } catch (ExportException e) {
                continue; // another one holds it
            }
        }
    }
}
