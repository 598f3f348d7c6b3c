package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

import org.projectexporter.sidecar.Sidecar;

/**
 * The link that logs the operator's browser in. It is as good as the server's token, so it is printed only where a
 * person reads it, and never an argument of a program, which other users can see: a browser is given a private file
 * that leads to it.
 */
final class LoginLink {
    private final Path data;

    private LoginLink(Path data) {
        this.data = data;
    }

    /**
     * Prints a link if standard error is a terminal, and opens it if that is asked for.
     *
     * @param data the server's data folder, which only its user can read
     */
    static void offer(Console console, Sidecar sidecar, Path data, boolean open) {
        boolean printed = console.terminal().interactive();
        if (!printed && !open) {
            return;
        }
        String link = sidecar.newLoginLink();
        if (printed) {
            console.err().println("Open " + link + " in a browser; the link can be used once, for ten minutes.");
        }
        if (open) {
            try {
                new LoginLink(data).open(link);
            } catch (IOException e) {
                console.message("a browser cannot be opened: " + e.getMessage());
            }
        }
    }

    private void open(String link) throws IOException {
        Path page = Files.createTempFile(data, "login-", ".html", ownerOnly());
        page.toFile().deleteOnExit();
        Files.writeString(
                page,
                "<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=" + link
                        + "\"><title>project-export</title><a href=\"" + link + "\">Open the page of the server</a>\n");
        new ProcessBuilder(browser(page.toUri().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> browser(String url) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", url);
        }
        return List.of(system.startsWith("mac") ? "open" : "xdg-open", url);
    }

    private FileAttribute<?>[] ownerOnly() {
        return data.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
