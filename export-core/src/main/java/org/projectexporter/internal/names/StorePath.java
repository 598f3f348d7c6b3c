package org.projectexporter.internal.names;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * The path of an object in the store of Git LFS that belongs to a Git folder: {@code FOLDER/lfs/objects/aa/bb/OID}.
 *
 * <p>Source: git-lfs, {@code fs/fs.go}, {@code ObjectPathname}.
 *
 * @param folder the Git folder: {@code .git}, one of {@code .git/modules}, or a bare repository
 * @param oid SHA-256 of the object, in hexadecimal
 */
public record StorePath(RawPath folder, String oid) {
    private static final Pattern OBJECT =
            Pattern.compile("/lfs/objects/([0-9a-f]{2})/([0-9a-f]{2})/(\\1\\2[0-9a-f]{60})");
    private static final int OBJECT_LENGTH = "/lfs/objects/aa/bb/".length() + 64;

    /** The parts of {@code path}; null if it is not the path of such an object. */
    public static @Nullable StorePath of(RawPath path) {
        int end = path.length() - OBJECT_LENGTH;
        if (end <= 0 || path.byteAt(end) != '/') {
            return null;
        }
        byte[] bytes = path.bytes();
        String below = new String(bytes, end, OBJECT_LENGTH, StandardCharsets.ISO_8859_1);
        Matcher object = OBJECT.matcher(below);
        return object.matches() ? new StorePath(RawPath.of(Arrays.copyOf(bytes, end)), object.group(3)) : null;
    }
}
