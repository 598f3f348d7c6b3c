package org.projectexporter.natives;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A native library as a file. It is the one in a folder of {@code java.library.path}, as the launcher arranges, or
 * unpacked from its jar into a new folder that only this user may enter (mode 700). The copy is deleted as soon as the
 * library is loaded rather than at the end of the JVM, which may be killed before it cleans up.
 */
public final class UnpackedLibrary implements Closeable {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final Path file;
    private final boolean temporary;

    private UnpackedLibrary(Path file, boolean temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * Finds or unpacks a library.
     *
     * @param resource its name in the jar
     * @param loader of the jar
     * @param name the file's name in a folder of {@code java.library.path}
     * @return the library, which the caller closes when it is loaded
     * @throws IOException if there is none for this system, or it cannot be unpacked; the message says why
     */
    public static UnpackedLibrary find(String resource, ClassLoader loader, String name) throws IOException {
        Path installed = installed(name);
        if (installed != null) {
            return new UnpackedLibrary(installed, false);
        }
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(
                        "there is no " + resource + ", so this operating system or processor is not" + " supported");
            }
            return unpack(in, name);
        }
    }

    private static @Nullable Path installed(String name) {
        return PATH_SEPARATOR
                .splitAsStream(System.getProperty("java.library.path", ""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    private static UnpackedLibrary unpack(InputStream in, String name) throws IOException {
        Path folder;
        try {
            folder = Files.createTempDirectory("project-export-");
        } catch (IOException e) {
            throw new IOException("no folder for it could be created below the temporary folder (" + e + ")", e);
        }
        UnpackedLibrary library = new UnpackedLibrary(folder.resolve(name), true);
        try {
            Files.copy(in, library.file);
            return library;
        } catch (IOException e) {
            library.close();
            throw new IOException("it could not be unpacked to " + folder + " (" + e + ")", e);
        }
    }

    /** {@return the file, until {@link #close}} */
    public Path file() {
        return file;
    }

    /**
     * Checks the file before it is loaded.
     *
     * @param sha256 the expected digest: 64 hexadecimal digits in lower case
     * @throws IOException if its SHA-256 is another one, or it cannot be read
     */
    public void require(String sha256) throws IOException {
        String found = HexFormat.of().formatHex(newDigest().digest(Files.readAllBytes(file)));
        if (!found.equals(sha256)) {
            throw new IOException(
                    file + " is not the library of this version: its SHA-256 is " + found + " instead of " + sha256);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * {@return what went wrong when the file was loaded, in one line, with a remedy if the temporary folder may not
     * allow programs}
     *
     * @param e thrown by {@link System#load}
     */
    public String reason(LinkageError e) {
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        boolean noexec = message.contains("failed to map segment") || message.contains("Operation not permitted");
        return temporary && noexec
                ? message + "; the file system of the temporary folder " + System.getProperty("java.io.tmpdir")
                        + " may not allow programs (noexec): set -Djava.io.tmpdir to a folder that does"
                : message;
    }

    /** Deletes the copy, if it is one; where a loaded library cannot be deleted, at the end of the JVM. */
    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        Path folder = file.resolveSibling("");
        try {
            Files.deleteIfExists(file);
            Files.delete(folder);
        } catch (IOException inUse) {
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
        }
    }
}
