package org.projectexporter.natives.deflate;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.projectexporter.natives.Jna;
import org.projectexporter.natives.UnpackedLibrary;

/**
 * Loads libdeflate when it is first needed. The library does not contain its version, so only the very files of the
 * artifact are loaded: the bytes of an archive are then those of the version that its manifest names.
 */
final class LibdeflateLibrary {
    /** The libraries in the artifact, by their names in the jar, and the SHA-256 of each. */
    static final Map<String, String> SHA256 = Map.of(
            "aircompressor/linux-aarch64/libdeflate.so",
            "b04eeb6d40708bddf45876a92261b3e8a28bef367ae7e2a07f55cd85ba0a2e86",
            "aircompressor/linux-amd64/libdeflate.so",
            "1f21f19cb8406b030cdf01b598ff399e084618e53164b56c813d8c2cd6e88aca",
            "aircompressor/linux-ppc64le/libdeflate.so",
            "9c4c2f4f1f0eb96b9413dd77bd62540f116cc82f03dcf223950b7270866e8bed",
            "aircompressor/macos-aarch64/libdeflate.dylib",
            "005b13cff898e240751c9eec30c4ca4523c45d92db0b0accc6e74d7532d5f7d9",
            "aircompressor/macos-amd64/libdeflate.dylib",
            "864bb8b3b2923ac5c663976c8167676d2b1bda834d9dc964bb20f72a12811ee6");

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
        String resource = resource();
        if (!SHA256.containsKey(resource)) {
            throw new IOException(
                    "there is no " + resource + ", so this operating system or processor is not supported");
        }
        Jna.load();
        try (UnpackedLibrary library =
                UnpackedLibrary.find(resource, LibdeflateLibrary.class.getClassLoader(), INSTALLED)) {
            library.require(Objects.requireNonNull(SHA256.get(resource)));
            loaded = open(library);
        }
    }

    private static NativeLibrary open(UnpackedLibrary library) throws IOException {
        try {
            NativeLibrary opened =
                    NativeLibrary.getInstance(library.file().toString(), Map.of(Library.OPTION_FUNCTION_MAPPER, NAMES));
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
