package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * Recognises the objects of a Git LFS store by their paths: {@code lfs/objects/aa/bb/OID}, the OID being their SHA-256.
 */
final class LfsObject {
    private static final int SHORTEST = ".git/lfs/objects/aa/bb/".length() + 64;
    private static final Pattern PATH = Pattern.compile(
            "(?:.*/)?\\.git/(?:.*/)?lfs/objects/([0-9a-f]{2})/([0-9a-f]{2})/(\\1\\2[0-9a-f]{60})", Pattern.DOTALL);

    private LfsObject() {}

    /** The SHA-256 that the content must have; null if the path is not that of an LFS object. */
    static @Nullable String oidOf(RawPath path) {
        if (path.length() < SHORTEST) {
            return null;
        }
        Matcher object = PATH.matcher(path.toString());
        return object.matches() ? object.group(3) : null;
    }
}
