package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Compressions and archives that this program does not read, and how to get an archive that it reads out of them. */
final class OtherPackings {
    /** Its first bytes in hexadecimal, and what to do. */
    private record Packing(String magic, String wayOut) {}

    /** As the descriptions of these formats say: bzip2, .xz, .lzma, LZ4 frames, lzip, 7zFormat.txt, RAR 4 and 5. */
    private static final List<Packing> ALL = List.of(
            new Packing("425a68", "compressed with bzip2; unpack it with 'bunzip2', then use the .tar"),
            new Packing("fd377a585a00", "compressed with xz; unpack it with 'unxz', then use the .tar"),
            new Packing("5d0000", "compressed with lzma; unpack it with 'unlzma', then use the .tar"),
            new Packing("04224d18", "compressed with lz4; unpack it with 'unlz4', then use the .tar"),
            new Packing("4c5a4950", "compressed with lzip; unpack it with 'lzip -d', then use the .tar"),
            new Packing(
                    "377abcaf271c", "a 7z archive; unpack it with 7-Zip, then use the archive inside, or the project"),
            new Packing("526172211a07", "a RAR archive; unpack it, then use the archive inside, or the project"));

    private OtherPackings() {}

    /** What an archive that begins with {@code start} is, and what to do with it; null if it is none of these. */
    static @Nullable String wayOut(ByteBuffer start) {
        byte[] found = new byte[start.remaining()];
        start.duplicate().get(found);
        String digits = HexFormat.of().formatHex(found);
        return ALL.stream()
                .filter(packing -> digits.startsWith(packing.magic))
                .map(Packing::wayOut)
                .findFirst()
                .orElse(null);
    }
}
