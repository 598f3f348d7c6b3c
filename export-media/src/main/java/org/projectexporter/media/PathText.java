package org.projectexporter.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * A path as a document has it: of this machine or another one, of Unix or Windows (with a drive letter, or {@code
 * \\server\share}: MS-DTYP 2.2.57), absolute or relative, or a file URL (RFC 8089).
 */
final class PathText {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(?:[/\\\\].*)?", Pattern.DOTALL);
    private static final Pattern OTHER_SCHEME =
            Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]+://|data:|anon:).*", Pattern.DOTALL);
    private static final String FILE = "file:";
    private static final String LOCALHOST = "localhost";
    /** PATH_MAX of Linux. */
    private static final int LONGEST = 4_096;

    private static final int HEX = 16;

    private PathText() {}

    /** Whether it is a URL, but not one of a file: nothing that could be in an archive. */
    static boolean isOfNoFile(String text) {
        return text.isBlank() || (OTHER_SCHEME.matcher(text).matches() && !isFileUrl(text));
    }

    static boolean isFileUrl(String text) {
        return text.regionMatches(true, 0, FILE, 0, FILE.length());
    }

    /**
     * The paths that a URL stands for, or a text that may be a URL or a path: without escapes first, then unchanged,
     * since not all programs escape.
     */
    static List<String> ofUrl(String url) {
        List<String> paths = new ArrayList<>();
        if (isFileUrl(url)) {
            String path = pathOf(url.substring(FILE.length()));
            paths.add(withoutSlashBeforeDrive(unescaped(path)));
            paths.add(withoutSlashBeforeDrive(path));
        } else {
            paths.add(url);
            paths.add(unescaped(url));
        }
        return paths.stream().distinct().toList();
    }

    /** The path of a file URL; that of another host is {@code \\host\path} (RFC 8089, appendix E.3). */
    private static String pathOf(String afterScheme) {
        if (!afterScheme.startsWith("//")) {
            return afterScheme;
        }
        int slash = afterScheme.indexOf('/', 2);
        String host = slash < 0 ? afterScheme.substring(2) : afterScheme.substring(2, slash);
        String path = slash < 0 ? "" : afterScheme.substring(slash);
        return host.isEmpty() || host.equalsIgnoreCase(LOCALHOST) ? path : "//" + host + path;
    }

    /** {@code /C:/clips} is {@code C:/clips} (RFC 8089, appendix E.2). */
    private static String withoutSlashBeforeDrive(String path) {
        return path.startsWith("/") && DRIVE.matcher(path.substring(1)).matches() ? path.substring(1) : path;
    }

    /** Without percent escapes (RFC 3986, section 2.1); what is not a valid one is kept. */
    static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], HEX);
            out.write(low < 0 ? bytes[i] : high * HEX + low);
            i += low < 0 ? 0 : 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * Where a file may be that has this path, the likeliest place first.
     *
     * @param bases the folders that a relative path may be relative to
     */
    static List<Path> places(String text, List<Path> bases, List<PathMapping> mappings) {
        List<Path> places = new ArrayList<>();
        mappings.stream()
                .filter(mapping -> begins(text, mapping.from()))
                .findFirst()
                .ifPresent(mapping -> {
                    String rest =
                            text.substring(withoutEnd(mapping.from()).length()).replace('\\', '/');
                    add(NativeNames.bytesOf(mapping.to()), rest, places);
                });
        if (isOfWindows(text)) {
            return places;
        }
        if (text.startsWith("/")) {
            add(RawPath.ROOT, text, places);
        } else {
            for (Path base : bases) {
                add(NativeNames.bytesOf(base), "/" + text, places);
                if (text.indexOf('\\') >= 0) {
                    add(NativeNames.bytesOf(base), "/" + text.replace('\\', '/'), places);
                }
            }
        }
        return places;
    }

    /** The position of the last slash of either kind; -1 if there is none. */
    static int lastSlash(String text) {
        return Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
    }

    static boolean isAbsolute(String text) {
        return text.startsWith("/") || isOfWindows(text);
    }

    static boolean isOfWindows(String text) {
        return text.startsWith("\\\\")
                || text.startsWith("//")
                || DRIVE.matcher(text).matches();
    }

    /** Whether a path is at or below a folder. On Windows, case and the kind of slash make no difference. */
    private static boolean begins(String path, String folder) {
        String below = comparable(path);
        String above = comparable(withoutEnd(folder));
        return below.startsWith(above) && (below.length() == above.length() || below.charAt(above.length()) == '/');
    }

    private static String comparable(String path) {
        return isOfWindows(path) ? path.replace('\\', '/').toLowerCase(Locale.ROOT) : path;
    }

    private static String withoutEnd(String folder) {
        return folder.endsWith("/") || folder.endsWith("\\") ? folder.substring(0, folder.length() - 1) : folder;
    }

    private static void add(RawPath folder, String below, List<Path> places) {
        RawPath path = folder.append(RawPath.of(below));
        if (path.length() <= LONGEST && below.indexOf('\0') < 0) {
            places.add(NativeNames.toPath(path));
        }
    }
}
