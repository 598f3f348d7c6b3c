package org.projectexporter.natives;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Loads JNA. By itself it would unpack its library below the user's home and leave folders there ({@code
 * ~/.cache/JNA/temp} on Linux); here it is unpacked into a folder that only this user may enter, unless the application
 * has already loaded JNA or has configured where its library is ({@code jna.boot.library.path}).
 */
public final class Jna {
    private static final String BOOT_PATH = "jna.boot.library.path";
    private static final String NO_UNPACKING = "jna.nounpack";
    private static final String NO_CLASS_PATH = "jna.noclasspath";

    /** Why it cannot be loaded: Java attempts to initialize a class only once. */
    private static @Nullable String failure;

    private Jna() {}

    /**
     * Loads it, unless it has been loaded.
     *
     * @throws IOException if it cannot be loaded; the message says why
     */
    public static synchronized void load() throws IOException {
        if (failure == null) {
            failure = System.getProperty(BOOT_PATH) == null ? unpackAndLoad() : initialize(null);
        }
        if (failure != null) {
            throw new IOException("the library of JNA cannot be loaded: " + failure);
        }
    }

    private static @Nullable String unpackAndLoad() {
        String name = System.mapLibraryName("jnidispatch").replace(".dylib", ".jnilib");
        String resource = "com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + name;
        try (UnpackedLibrary library = UnpackedLibrary.find(resource, Platform.class.getClassLoader(), name)) {
            return initialize(library);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static @Nullable String initialize(@Nullable UnpackedLibrary library) {
        if (library == null) {
            return initialized();
        }
        Path folder = library.file().resolveSibling("");
        String before = System.getProperty(NO_UNPACKING);
        String classPathBefore = System.getProperty(NO_CLASS_PATH);
        System.setProperty(BOOT_PATH, folder.toString());
        System.setProperty(NO_UNPACKING, "true");
        System.setProperty(NO_CLASS_PATH, "true");
        try {
            String failed = initialized();
            return failed == null ? null : reason(library, failed);
        } finally {
            System.clearProperty(BOOT_PATH);
            restore(NO_UNPACKING, before);
            restore(NO_CLASS_PATH, classPathBefore);
        }
    }

    private static @Nullable String initialized() {
        try {
            int size = Native.POINTER_SIZE;
            return size == Long.BYTES ? null : "its pointers have " + size + " bytes instead of " + Long.BYTES;
        } catch (LinkageError e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** JNA does not say why the library could not be loaded, but Java does. */
    @SuppressWarnings("UnsafeDynamicallyLoadedCode") // a copy in a private folder
    private static String reason(UnpackedLibrary library, String failed) {
        try {
            System.load(library.file().toString());
            return failed;
        } catch (LinkageError e) {
            return library.reason(e);
        }
    }

    private static void restore(String property, @Nullable String before) {
        if (before == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, before);
        }
    }
}
