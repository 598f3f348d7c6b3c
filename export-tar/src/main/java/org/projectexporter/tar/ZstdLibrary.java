package org.projectexporter.tar;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/**
 * Loads zstd's native library when it is first needed. If it is in a folder of {@code java.library.path}, as the
 * launcher arranges, it is loaded from there. Otherwise it is unpacked from its jar, and the copy is deleted as soon as
 * it is loaded rather than at the end of the JVM, which may be killed before it cleans up.
 */
final class ZstdLibrary {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private ZstdLibrary() {}

    /** Loads the library, unless it has been loaded. */
    static synchronized void load() throws IOException {
        if (Native.isLoaded()) {
            return;
        }
        try {
            if (isInstalled()) {
                Native.load();
            } else {
                unpackAndLoad();
            }
        } catch (IOException | LinkageError e) {
            throw new ExportException(
                    Reason.LIBRARY_MISSING,
                    "cannot load the native library of zstd (" + e.getMessage()
                            + "); put it into a folder and set -Djava.library.path to that folder, or use tar.gz",
                    e);
        }
    }

    /** Whether the library is installed; {@code ZstdNativePath} is zstd-jni's own property for its location. */
    private static boolean isInstalled() {
        String name = System.mapLibraryName("zstd-jni-" + ZstdVersion.VERSION);
        return System.getProperty("ZstdNativePath") != null
                || PATH_SEPARATOR
                        .splitAsStream(System.getProperty("java.library.path", ""))
                        .anyMatch(folder -> Files.isRegularFile(Path.of(folder, name)));
    }

    /**
     * Unpacks into a new folder, since zstd-jni does not reveal the name of the copy. On systems where a loaded library
     * cannot be deleted, both remain.
     */
    private static void unpackAndLoad() throws IOException {
        Path folder = Files.createTempDirectory("zstd-jni-");
        try {
            Native.load(folder.toFile());
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException | UncheckedIOException inUse) {
            folder.toFile().deleteOnExit();
        }
    }
}
