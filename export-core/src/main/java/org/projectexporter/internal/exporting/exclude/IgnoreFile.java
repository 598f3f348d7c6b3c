package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * The patterns of one file {@code .exportignore}, which apply to everything below its folder.
 *
 * <p>Source of the division into lines: {@code add_patterns_from_buffer} in Git's dir.c. A UTF-8 byte order mark at the
 * start and a carriage return at the end of a line are ignored; a zero byte ends its line.
 */
public final class IgnoreFile {
    /** The file's name. */
    public static final RawPath NAME = RawPath.of(".exportignore");

    static final int LARGEST = 1 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final RawPath path;
    private final RawPath folder;
    private final boolean regular;
    private final List<PathPattern> patterns = new ArrayList<>();
    private final List<Integer> invalidLines = new ArrayList<>();

    private IgnoreFile(RawPath folder, boolean regular) {
        this.path = folder.resolve(NAME);
        this.folder = folder;
        this.regular = regular;
    }

    /**
     * Reads the file in a folder; null if there is none. Anything with its name that is not a regular file has no
     * patterns.
     *
     * @param file the absolute path of the folder
     * @param folder the path of the folder relative to the project's folder
     * @throws SourceException if it is too large
     */
    public static @Nullable IgnoreFile in(Path file, RawPath folder) throws IOException {
        Path ignore = file.resolve(NAME.toString());
        FileStat stat;
        try {
            stat = FileStat.read(ignore);
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            if (Files.isExecutable(file)) {
                throw e;
            }
            return null; // nothing in the folder can be looked up, which is reported when it is listed
        }
        IgnoreFile found = new IgnoreFile(folder, stat.kind() == FileStat.Kind.FILE);
        if (found.regular) {
            found.parse(found.read(ignore));
        }
        return found;
    }

    private byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new SourceException(
                        path + " is larger than 1 MiB, too large for a list of patterns; shorten or rename it");
            }
            return content;
        }
    }

    private void parse(byte[] content) {
        int start = Arrays.equals(content, 0, Math.min(3, content.length), BYTE_ORDER_MARK, 0, 3) ? 3 : 0;
        for (int number = 1; start < content.length; number++) {
            int end = indexOf((byte) '\n', content, start, content.length);
            parseLine(Arrays.copyOfRange(content, start, end), number);
            start = end + 1;
        }
    }

    /** Parses one line; like Git, it ignores a pattern that cannot match anything. */
    private void parseLine(byte[] line, int number) {
        int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        try {
            PathPattern.parse(Arrays.copyOf(line, indexOf((byte) 0, line, 0, length)))
                    .ifPresent(patterns::add);
        } catch (IllegalArgumentException e) {
            invalidLines.add(number);
        }
    }

    private static int indexOf(byte sought, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != sought) {
            at++;
        }
        return at;
    }

    /** The file's own path, relative to the project's folder. */
    public RawPath path() {
        return path;
    }

    /** Whether it is a regular file, and was read. */
    public boolean isRegular() {
        return regular;
    }

    /** The numbers of lines whose patterns match nothing, from 1. */
    public List<Integer> invalidLines() {
        return invalidLines;
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * The last pattern that matches {@code item}, relative to the project's folder and below this file's folder; null
     * if none.
     */
    @Nullable
    PathPattern match(RawPath item, boolean isFolder) {
        RawPath below = item.relativeTo(folder);
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(below, isFolder)) {
                return patterns.get(i);
            }
        }
        return null;
    }
}
