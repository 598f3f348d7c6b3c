package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.compress.DeflateCompressor;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * Decides whether a file is worth compressing: by what its source says, by its type, else by a probe of its first
 * bytes. The answer depends on the file and the options alone.
 */
final class StorageChoice {
    /** Files up to this size are left to the format, which keeps the smaller of the two forms. */
    static final int PROBED_BYTES = 1 << 16;

    /** Number of first bytes that determine the class of a file. */
    static final int CLASSIFIED_BYTES = 8_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int SLICES = 4;
    private static final int SLICE_BYTES = 1 << 13;
    private static final int SAMPLE_BYTES = SLICES * SLICE_BYTES;

    private final boolean compressMedia;
    private final int level;
    private final DeflateEngine deflate;

    /** @param deflate compresses the sample: if the format does not use it, Java's */
    StorageChoice(ExportOptions options, DeflateEngine deflate) {
        this(options.compressMedia(), options.compressionLevel(), deflate);
    }

    private StorageChoice(boolean compressMedia, int level, DeflateEngine deflate) {
        this.compressMedia = compressMedia;
        this.level = level;
        this.deflate = deflate;
    }

    /** A choice that compresses nothing. */
    StorageChoice storing() {
        return new StorageChoice(compressMedia, 0, deflate);
    }

    /** Whether to compress, given the first 64 KiB, or the entire file if it is smaller. */
    boolean compress(PlannedEntry entry, ByteBuffer first) throws IOException {
        if (level == 0 || entry.size() == 0) {
            return false;
        }
        return switch (entry.storage()) {
            case STORE -> false;
            case COMPRESS -> true;
            case AUTO -> (compressMedia || !MediaTypes.isMedia(entry.path(), first)) && shrinks(first);
        };
    }

    /** What {@link #compress} answers whatever the content is; null if it depends on that. */
    @Nullable
    Boolean compressWhateverTheContent(PlannedEntry entry) {
        if (level == 0 || entry.size() == 0) {
            return false;
        }
        return switch (entry.storage()) {
            case STORE -> false;
            case COMPRESS -> true;
            case AUTO -> (!compressMedia && MediaTypes.isMedia(entry.path(), NOTHING)) ? false : null;
        };
    }

    /** The class of the content whatever it is; null if it depends on that. */
    @Nullable
    ContentClass classWhateverTheContent(PlannedEntry entry) {
        ContentClass likely = classOf(entry, NOTHING);
        return likely == ContentClass.TEXT ? null : likely;
    }

    /** The class of the content, by the entry's role, name and first bytes. */
    ContentClass classOf(PlannedEntry entry, ByteBuffer first) {
        return switch (entry.role()) {
            case REPOSITORY, REPOSITORY_INDEX, REPOSITORY_OBJECT -> ContentClass.GIT;
            case LARGE_OBJECT, OLDER_LARGE_OBJECT -> ContentClass.LFS;
            default -> contentOf(entry, first);
        };
    }

    private static ContentClass contentOf(PlannedEntry entry, ByteBuffer first) {
        if (MediaTypes.isMedia(entry.path(), first)) {
            return ContentClass.MEDIA;
        }
        return isText(first) ? ContentClass.TEXT : ContentClass.OTHER;
    }

    /** Distinguishes text from binary like Git (gitattributes(5), "diff"): by a NUL near the start. */
    private static boolean isText(ByteBuffer first) {
        int end = first.position() + Math.min(first.remaining(), CLASSIFIED_BYTES);
        for (int i = first.position(); i < end; i++) {
            if (first.get(i) == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean shrinks(ByteBuffer first) throws IOException {
        if (first.remaining() < PROBED_BYTES) {
            return true;
        }
        try (DeflateCompressor compressor = deflate.open(Deflater.BEST_SPEED, SAMPLE_BYTES, SAMPLE_BYTES)) {
            ByteBuffer sample = compressor.input();
            for (int i = 0; i < SLICES; i++) {
                int slice = first.position() + i * (PROBED_BYTES / SLICES);
                sample.put(i * SLICE_BYTES, first, slice, SLICE_BYTES);
            }
            int bytes = compressor.compress(0, SAMPLE_BYTES, 0, SAMPLE_BYTES);
            return bytes >= 0 && bytes < SAMPLE_BYTES - SAMPLE_BYTES / 16;
        }
    }
}
