package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Reports work folders of interrupted exports next to a target that have not been touched for a week. */
final class OldWorkFolders {
    private static final Duration OLD = Duration.ofDays(7);

    private OldWorkFolders() {}

    /** Prints one message per folder. */
    static void mention(Path target, Console console) {
        Path folder = target.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return; // the exporter reports it
        }
        Instant limit = Instant.now().minus(OLD);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.export")) {
            for (Path work : found) {
                Path request = work.resolve("request");
                boolean old = Files.isRegularFile(request, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(work).toInstant().isBefore(limit);
                if (old) {
                    console.message("there is an interrupted export, more than a week old: "
                            + VisibleText.oneLine(PathText.of(work))
                            + "; run project-export resume FILE, or project-export discard FILE, where"
                            + " FILE is the -o of that export");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // nothing to report from a folder that cannot be listed
        }
    }
}
