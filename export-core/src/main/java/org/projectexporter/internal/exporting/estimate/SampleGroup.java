package org.projectexporter.internal.exporting.estimate;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

import org.projectexporter.internal.exporting.engine.ContentClass;

/** Files that are assumed to compress alike, and what is known about them. Used by one thread. */
final class SampleGroup {
    private final @Nullable Boolean compress;
    private final @Nullable ContentClass contentClass;
    private final Map<ContentClass, Long> found = new EnumMap<>(ContentClass.class);
    private long files;
    private long bytes;
    private long sampledBytes;
    private long archivedBytes;
    private long readNanos;
    private long compressNanos;

    /**
     * A group without files.
     *
     * @param compress whether they will be compressed; null if that depends on their content
     * @param contentClass their class; null if it depends on their content
     */
    SampleGroup(@Nullable Boolean compress, @Nullable ContentClass contentClass) {
        this.compress = compress;
        this.contentClass = contentClass;
    }

    void add(long fileBytes) {
        files++;
        bytes += fileBytes;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** Whether the content is known to be stored as it is. */
    boolean isStored() {
        return Boolean.FALSE.equals(compress);
    }

    /**
     * Records a sample.
     *
     * @param content bytes of content
     * @param archived how much longer an archive is because of them
     */
    void sampled(long content, long archived, long nanosToRead, long nanosToCompress) {
        sampledBytes += content;
        archivedBytes += archived;
        readNanos += nanosToRead;
        compressNanos += nanosToCompress;
    }

    /** Records the class of a sampled file. */
    void sampled(ContentClass fileClass, long content) {
        found.merge(fileClass, content, Long::sum);
    }

    boolean isSampled() {
        return sampledBytes > 0;
    }

    long sampledBytes() {
        return sampledBytes;
    }

    long archivedBytes() {
        return archivedBytes;
    }

    /** Expected nanoseconds to read a byte of it, opening its files included. */
    double readNanosPerByte() {
        return (double) readNanos / sampledBytes;
    }

    /** Expected nanoseconds to compress a byte of it. */
    double compressNanosPerByte() {
        return (double) compressNanos / sampledBytes;
    }

    /** The class of most of the content. */
    ContentClass contentClass() {
        if (contentClass != null) {
            return contentClass;
        }
        return found.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(ContentClass.OTHER);
    }
}
