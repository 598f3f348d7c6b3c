package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * The disk space that the data folder may use; thread-safe. Each export, upload and import counts with the size of its
 * files, or with its reservation if that is larger. A file with several names, such as an upload that an import uses,
 * counts once.
 */
public final class Quota {
    private final List<Path> folders;
    private final long mostBytes;
    private final Map<Path, Long> reserved = new HashMap<>();

    /**
     * A quota.
     *
     * @param folders folders whose children are exports, uploads or imports; a file counts for the first one
     */
    Quota(List<Path> folders, long mostBytes) {
        this.folders = List.copyOf(folders);
        this.mostBytes = mostBytes;
    }

    /**
     * Reserves space, replacing an earlier reservation for the same place.
     *
     * @param place its file or folder, a child of {@code exports} or {@code uploads}; need not exist
     * @throws JobException QUOTA; the reservations are then unchanged
     */
    public synchronized void reserve(Path place, long bytes) throws JobException, IOException {
        if (mostBytes == Long.MAX_VALUE) {
            return;
        }
        long others = usedBut(place);
        if (bytes > mostBytes - others) {
            throw new JobException(
                    Reason.QUOTA,
                    "the quota is used up: of " + mostBytes + " bytes, " + others + " are used, and " + bytes
                            + " are requested; delete exports that are no longer needed");
        }
        reserved.put(place, bytes);
    }

    /** Reserves space again for what an earlier process has begun, even if that exceeds the quota. */
    synchronized void restore(Path place, long bytes) {
        reserved.put(place, bytes);
    }

    /** The limit in bytes; {@link Long#MAX_VALUE} if there is none. */
    public long mostBytes() {
        return mostBytes;
    }

    /** Ends a reservation: it now counts with the size of its files. */
    public synchronized void release(Path place) {
        reserved.remove(place);
    }

    /** Throws if the quota is used up. */
    void requireSome() throws JobException, IOException {
        if (mostBytes == Long.MAX_VALUE) {
            return;
        }
        long used = used();
        if (used >= mostBytes) {
            throw new JobException(
                    Reason.QUOTA,
                    "the quota is used up: of " + mostBytes + " bytes, " + used
                            + " are used; delete exports that are no longer needed");
        }
    }

    /** Bytes that are used or reserved. */
    public synchronized long used() throws IOException {
        return usedBut(null);
    }

    private long usedBut(@Nullable Path place) throws IOException {
        Map<Path, Long> sizes = new HashMap<>(reserved);
        Set<Object> counted = new HashSet<>();
        for (Path folder : folders) {
            for (Path child : children(folder)) {
                sizes.merge(child, size(child, counted), Math::max);
            }
        }
        if (place != null) {
            sizes.remove(place);
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
        } catch (NoSuchFileException e) {
            return List.of(); // it was removed meanwhile
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    private static long size(Path path, Set<Object> counted) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return 0; // it was removed or renamed meanwhile
        }
        if (!attributes.isDirectory()) {
            Object key = attributes.fileKey();
            return key == null || counted.add(key) ? attributes.size() : 0;
        }
        long bytes = 0;
        for (Path child : children(path)) {
            bytes += size(child, counted);
        }
        return bytes;
    }
}
