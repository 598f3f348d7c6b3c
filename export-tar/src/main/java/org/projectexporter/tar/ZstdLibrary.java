package org.projectexporter.tar;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/**
 * Loads zstd's native library, which lies in its jar, when it is first needed. Where it also lies in a folder of {@code java.library.path},
 * as the launcher sees to, it is loaded from there. Else it has to be unpacked; then the copy is removed as soon as it is loaded,
 * not when the JVM ends, which it may do before it cleans up.
 */
final class ZstdLibrary {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private ZstdLibrary() {}

    /** Loads it, unless that was done. */
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
                            + "); put it into a folder and name that with -Djava.library.path, or use tar.gz",
                    e);
        }
    }

    /** {@code ZstdNativePath} is zstd-jni's own way to say where it lies. */
    private static boolean isInstalled() {
        String name = System.mapLibraryName("zstd-jni-" + ZstdVersion.VERSION);
        return System.getProperty("ZstdNativePath") != null
                || PATH_SEPARATOR
                        .splitAsStream(System.getProperty("java.library.path", ""))
                        .anyMatch(folder -> Files.isRegularFile(Path.of(folder, name)));
    }

    /** A folder of its own, since the name of the copy is not told. Where a loaded library cannot be removed, both stay. */
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
        } catch (IOException inUse) {
            folder.toFile().deleteOnExit();
        }
    }
}
