package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Mentions what interrupted exports have left beside a target, and nobody has asked for in a week. */
final class OldWorkFolders {
    private static final Duration OLD = Duration.ofDays(7);

    private OldWorkFolders() {}

    /** One message for each. */
    static void mention(Path target, Console console) {
        Path folder = target.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return; // the exporter says so
        }
        Instant limit = Instant.now().minus(OLD);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.export")) {
            for (Path work : found) {
                Path request = work.resolve("request");
                boolean old = Files.isRegularFile(request, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(work).toInstant().isBefore(limit);
                if (old) {
                    console.message("an interrupted export lies here since more than a week: "
                            + VisibleText.oneLine(PathText.of(work))
                            + "; resume it, or remove it with project-export discard");
                }
            }
        } catch (IOException e) {
            // a folder that cannot be listed has nothing to be mentioned
        }
    }
}
