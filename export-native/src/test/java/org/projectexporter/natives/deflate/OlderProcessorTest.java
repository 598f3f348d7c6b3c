package org.projectexporter.natives.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * The library chooses its functions by what the processor can do. An emulated one without AVX (Nehalem, 2008) and with
 * AVX2 (Haswell) makes the same bytes as this machine's. The library's own switch, {@code
 * LIBDEFLATE_DISABLE_CPU_FEATURES}, exists in test builds only.
 */
class OlderProcessorTest {
    private static final String LIBRARY = "/aircompressor/linux-amd64/libdeflate.so";
    private static final int BYTES = 300_000;
    private static final int LEVELS = 9;

    /** Compresses a file at each level, and prints the SHA-256 of all results. */
    private static final String SCRIPT =
            """
            import ctypes, hashlib, sys
            library = ctypes.CDLL(sys.argv[1])
            library.libdeflate_alloc_compressor.restype = ctypes.c_void_p
            compress = library.libdeflate_deflate_compress
            compress.restype = ctypes.c_size_t
            compress.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t]
            content = open(sys.argv[2], "rb").read()
            room = ctypes.create_string_buffer(2 * len(content))
            digest = hashlib.sha256()
            for level in range(1, 10):
                compressor = library.libdeflate_alloc_compressor(level)
                size = compress(compressor, content, len(content), room, len(room))
                digest.update(room.raw[:size])
            print(digest.hexdigest())
            """;

    @TempDir
    private Path temp;

    private static byte[] content() {
        Noise noise = new Noise(5);
        byte[] content = Arrays.copyOf(noise.text(BYTES).getBytes(StandardCharsets.US_ASCII), BYTES);
        System.arraycopy(noise.wave(50_000), 0, content, 100_000, 50_000);
        System.arraycopy(noise.bytes(30_000), 0, content, 200_000, 30_000);
        return content;
    }

    private static String digest(byte[] content) throws Exception {
        LibdeflateLibrary.load();
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        for (int level = 1; level <= LEVELS; level++) {
            try (LibdeflateCompressor compressor = new LibdeflateCompressor(level, BYTES, 2 * BYTES)) {
                compressor.input().put(0, content);
                byte[] result = new byte[compressor.compress(0, BYTES, 0, 2 * BYTES)];
                compressor.output().get(0, result);
                results.writeBytes(result);
            }
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(results.toByteArray()));
    }

    private String outputOf(String... command) throws IOException {
        return Exec.in(temp).run(command).ok().text().strip();
    }

    @Test
    void bytes_areTheSame_withAndWithoutAvx2() throws Exception {
        Tools.requireThat(System.getProperty("os.arch").equals("amd64"), "a processor of the type amd64");
        Tools.require("qemu-x86_64", "python3");
        byte[] content = content();
        Files.write(temp.resolve("content"), content);
        Files.writeString(temp.resolve("script.py"), SCRIPT);
        try (InputStream library = Objects.requireNonNull(getClass().getResourceAsStream(LIBRARY))) {
            Files.copy(library, temp.resolve("libdeflate.so"));
        }
        String python = outputOf("python3", "-c", "import sys; print(sys.executable)"); // not a script that starts it
        String expected = digest(content);
        for (String processor : new String[] {"Nehalem", "Haswell"}) {
            assertThat(outputOf("qemu-x86_64", "-cpu", processor, python, "script.py", "./libdeflate.so", "content"))
                    .as(processor)
                    .isEqualTo(expected);
        }
    }
}
