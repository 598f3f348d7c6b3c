package org.projectexporter.spi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Converts paths to bytes and back without loss, whatever the locale.
 *
 * <p>The JVM decodes names with the locale's charset: under {@code LC_ALL=C} it cannot make a {@link Path} from "é",
 * and two invalid names can become equal strings. But a {@code Path} from a directory stream keeps its bytes, and
 * {@link Path#toUri} shows them percent-encoded. ASCII names, which every locale decodes alike, are converted directly.
 */
public final class NativeNames {
    private static final FileSystem DEFAULT = FileSystems.getDefault();
    private static final boolean DEFAULT_IS_UNIX = hasUnixView(DEFAULT);

    private NativeNames() {}

    /**
     * {@return the bytes of the last segment of {@code file}}
     *
     * @param file not the root of a file system
     */
    public static RawPath nameOf(Path file) {
        String text = file.toString();
        int slash = text.lastIndexOf('/');
        if (slash >= 0 && slash < text.length() - 1 && isUnix(file) && isAscii(text, slash + 1)) {
            return RawPath.of(text.substring(slash + 1));
        }
        Path name = file.getFileName();
        return name == null ? RawPath.ROOT : bytesOf(name);
    }

    /**
     * {@return the path {@code relative} below {@code folder}}
     *
     * @param folder an existing folder or a future one
     * @param relative without a leading slash
     */
    public static Path resolve(Path folder, RawPath relative) {
        if (relative.isRoot()) {
            return folder;
        }
        if (!isUnix(folder) || relative.isAscii()) {
            return folder.resolve(relative.toString());
        }
        return Path.of(URI.create("file://"
                + encode(bytesOf(folder.toAbsolutePath()).resolve(relative).bytes())));
    }

    /**
     * {@return the path of these bytes, which must be absolute if the default file system is a Unix one}
     *
     * @param absolute its bytes, as {@link #bytesOf} returns them
     */
    public static Path toPath(RawPath absolute) {
        if (!DEFAULT_IS_UNIX) {
            return Path.of(absolute.toString());
        }
        return absolute.isAscii() ? Path.of(absolute.toString()) : Path.of(uri(absolute));
    }

    private static URI uri(RawPath absolute) {
        return URI.create("file://" + encode(absolute.bytes()));
    }

    /**
     * {@return the bytes of {@code path}, absolute or relative}
     *
     * @param path of the default file system
     */
    public static RawPath bytesOf(Path path) {
        String text = path.toString();
        if (!isUnix(path)) {
            return RawPath.of(text.replace(path.getFileSystem().getSeparator(), "/"));
        }
        return isAscii(text) ? RawPath.of(text) : joined(path);
    }

    private static RawPath joined(Path path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Path segment : path) {
            if (bytes.size() > 0 || path.isAbsolute()) {
                bytes.write('/');
            }
            bytes.writeBytes(segmentBytes(segment));
        }
        return RawPath.of(bytes.toByteArray());
    }

    /**
     * The bytes of one name, by its URI: that of the working folder plus the name, with a final slash if such a folder
     * exists.
     */
    private static byte[] segmentBytes(Path segment) {
        String text = segment.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        String uri = segment.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        return decode(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
    }

    /**
     * {@return a path of exactly these bytes, as the target of a link to be created, including repeated and final
     * slashes, which {@link Path#of(String, String...)} would remove}
     *
     * @param target any bytes but NUL
     */
    public static Path toLinkTarget(RawPath target) {
        String text = target.toString();
        boolean plain = target.isAscii() && !text.contains("//") && (!text.endsWith("/") || text.length() == 1);
        if (!DEFAULT_IS_UNIX || plain) {
            return Path.of(text);
        }
        boolean absolute = target.byteAt(0) == '/';
        // one slash at the end of a URI's path is removed
        Path path = Path.of(URI.create("file:///" + encode(target.bytes()).substring(absolute ? 1 : 0) + "/"));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /**
     * {@return the unchanged target of a symbolic link}
     *
     * @param link the path of the link
     * @param stat attributes of the link
     * @throws IOException also if the link was replaced after {@code stat} was read
     */
    public static RawPath linkTarget(Path link, FileStat stat) throws IOException {
        Path target = Files.readSymbolicLink(link);
        String text = target.toString();
        if (!isUnix(link)) {
            return bytesOf(target);
        }
        return isAscii(text) ? RawPath.of(text) : targetBytes(link, target, stat.size());
    }

    /**
     * The bytes of a target with all its slashes, which are lost in the segments of a path but kept in its URI: the URI
     * of a relative path starts with the working folder, and has an additional slash at its end if such a folder
     * exists.
     */
    private static RawPath targetBytes(Path link, Path target, long size) throws IOException {
        byte[] absolute = decode(target.toUri().getRawPath());
        int from = 0;
        if (!target.isAbsolute()) {
            RawPath folder = bytesOf(Path.of("").toAbsolutePath());
            from = folder.length() == 1 ? 1 : folder.length() + 1;
        }
        long over = absolute.length - from - size;
        if (over < 0 || over > 1) {
            throw new IOException("the link " + link + " was changed while it was read");
        }
        return RawPath.of(Arrays.copyOfRange(absolute, from, (int) (from + size)));
    }

    /** Whether the file system of {@code path} is a Unix one, whose names are bytes. */
    static boolean isUnix(Path path) {
        FileSystem system = path.getFileSystem();
        return system == DEFAULT ? DEFAULT_IS_UNIX : hasUnixView(system);
    }

    private static boolean hasUnixView(FileSystem system) {
        return system.supportedFileAttributeViews().contains("unix");
    }

    private static boolean isAscii(String text) {
        return isAscii(text, 0);
    }

    private static boolean isAscii(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            boolean plain = b == '/'
                    || b == '.'
                    || b == '-'
                    || b == '_'
                    || (b >= '0' && b <= '9')
                    || (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z');
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%');
                encoded.append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)));
                encoded.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return encoded.toString();
    }

    private static byte[] decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
