package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveFormat;

/**
 * Finds the format of an archive by its first bytes, since a name says little: browsers unpack a {@code .tar.gz} on the
 * way and keep its name, and people compress a {@code .tar} again. What no format recognizes, such as a damaged
 * archive, is what its name says.
 */
public final class FormatOfContent {
    private static final int START_BYTES = 512;

    private FormatOfContent() {}

    /**
     * The format of an archive.
     *
     * @throws ExportException if it is another kind of archive, or neither content nor name are known
     */
    public static ArchiveFormat find(ArchiveParts archive, List<ArchiveFormat> formats) throws IOException {
        ArchiveFormat recognized = recognized(archive, formats);
        String other = recognized == null ? OtherPackings.wayOut(startOf(archive)) : null;
        if (other != null) {
            throw new ExportException(Reason.UNKNOWN_FORMAT, archive.archive() + " is " + other);
        }
        return recognized != null ? recognized : FormatOfName.find(archive.archive(), formats);
    }

    /** The format that recognizes the archive; null if none does. */
    static @Nullable ArchiveFormat recognized(ArchiveParts archive, List<ArchiveFormat> formats) throws IOException {
        ByteBuffer start = startOf(archive);
        return formats.stream()
                .filter(format -> format.recognizes(start.asReadOnlyBuffer()))
                .findFirst()
                .orElse(null);
    }

    private static ByteBuffer startOf(ArchiveParts archive) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(START_BYTES);
        if (archive.isSplit() && archive.parts().get(0).number() != 1) {
            return start.flip(); // the first volume is missing, which is reported later
        }
        try (JoinedChannel channel = archive.open()) {
            while (start.hasRemaining()) {
                if (channel.read(start) < 0) {
                    break;
                }
            }
        }
        return start.flip();
    }
}
