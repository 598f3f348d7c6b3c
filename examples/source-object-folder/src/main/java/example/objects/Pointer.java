package example.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * What a pointer file says: {@code sha256 DIGEST SIZE}, in one line.
 *
 * @param oid the SHA-256 of the object in hexadecimal
 * @param size its bytes
 */
record Pointer(String oid, long size) {
    private static final String SUFFIX = ".object";
    private static final Pattern LINE = Pattern.compile("sha256 ([0-9a-f]{64}) ([0-9]{1,18})\n?");
    private static final int LONGEST = 100;

    /** Reads a file of the project, which may be anything; empty if it is not a pointer. */
    static Optional<Pointer> read(SourceItem item) throws IOException {
        if (!item.isFile() || !item.name().toString().endsWith(SUFFIX) || item.stat().size() > LONGEST) {
            return Optional.empty();
        }
        try (ConfinedFolder folder = ConfinedFolder.around(item);
                InputStream in = Channels.newInputStream(folder.open(item.file(), item.stat()))) {
            Matcher line = LINE.matcher(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
            return line.matches()
                    ? Optional.of(new Pointer(line.group(1), Long.parseLong(line.group(2))))
                    : Optional.empty();
        }
    }

    /** The folder of the object, in the object folder. */
    RawPath folder() {
        return RawPath.of(oid.substring(0, 2));
    }

    /** The path of the object, in the object folder. */
    RawPath path() {
        return folder().resolve(oid.substring(2));
    }
}
