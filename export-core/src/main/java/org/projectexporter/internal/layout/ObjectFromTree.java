package org.projectexporter.internal.layout;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * A Git LFS object that an archive has only as a file of the working tree: an element of {@code lfs_from_tree} in its
 * manifest.
 *
 * @param oid SHA-256 of the content, in hexadecimal
 * @param size bytes of the content
 * @param mode permissions of the store's file
 * @param mtime time of the store's file
 * @param path the file of the working tree, by its path in the archive
 * @param object the path that the store's file would have in the archive
 */
public record ObjectFromTree(String oid, long size, int mode, Instant mtime, RawPath path, RawPath object) {
    private static final Pattern OID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MODE = Pattern.compile("0[0-7]{1,4}");

    /**
     * From the fields of a manifest, which are untrusted.
     *
     * @throws IllegalArgumentException if one of them is missing, or cannot be what it says
     */
    public static ObjectFromTree of(Map<String, String> fields, RawPath path, RawPath object) {
        String oid = fields.getOrDefault("oid", "");
        String mode = fields.getOrDefault("mode", "");
        long size = Long.parseLong(fields.getOrDefault("size", ""));
        if (!OID.matcher(oid).matches() || !MODE.matcher(mode).matches() || size < 0) {
            throw new IllegalArgumentException("not an object of lfs_from_tree");
        }
        try {
            Instant mtime = Instant.parse(fields.getOrDefault("mtime", ""));
            return new ObjectFromTree(oid, size, Integer.parseInt(mode, 8), mtime, path, object);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time of lfs_from_tree", e);
        }
    }
}
