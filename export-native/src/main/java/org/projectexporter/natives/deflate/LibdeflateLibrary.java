package org.projectexporter.natives.deflate;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

import org.projectexporter.natives.Jna;
import org.projectexporter.natives.UnpackedLibrary;

/** Loads libdeflate when it is first needed. */
final class LibdeflateLibrary {
    /** The file's name in a folder of {@code java.library.path}; not that of the operating system's own library. */
    private static final String INSTALLED = System.mapLibraryName("export-deflate");

    private static final FunctionMapper NAMES = (library, method) ->
            "libdeflate_" + method.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);

    /** Keeps the library loaded. */
    private static @Nullable NativeLibrary loaded;

    private LibdeflateLibrary() {}

    /**
     * Loads the library, unless it has been loaded.
     *
     * @throws IOException if that is not possible; the message says why
     */
    static synchronized void load() throws IOException {
        if (loaded != null) {
            return;
        }
        Jna.load();
        try (UnpackedLibrary library =
                UnpackedLibrary.find(resource(), LibdeflateLibrary.class.getClassLoader(), INSTALLED)) {
            NativeLibrary opened = open(library);
            KnownOutput.require();
            loaded = opened;
        }
    }

    private static NativeLibrary open(UnpackedLibrary library) throws IOException {
        try {
            NativeLibrary opened = NativeLibrary.getInstance(
                    library.file().toString(), Map.of(Library.OPTION_FUNCTION_MAPPER, NAMES));
            Native.register(Libdeflate.class, opened);
            return opened;
        } catch (LinkageError e) {
            throw new IOException(library.reason(e), e);
        }
    }

    /** The library's name in the jar, such as {@code aircompressor/linux-amd64/libdeflate.so}. */
    private static String resource() {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        return "aircompressor/" + (system.startsWith("Mac") ? "macos" : system.toLowerCase(Locale.ROOT)) + "-"
                + (processor.equals("x86_64") ? "amd64" : processor) + "/" + System.mapLibraryName("deflate");
    }
}
