package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** How a reference to a file is written. */
enum ReferenceText {
    /** A URL relative to the document (RFC 3986, section 4.2), or a path if the document has paths in their place. */
    URL {
        @Override
        @Nullable
        String of(Place place, String instead) {
            RawPath path = place.relative();
            return isUnescapedPath(instead, place) ? text(path) : escaped(path);
        }
    },
    /** A path relative to the document. */
    PATH {
        @Override
        @Nullable
        String of(Place place, String instead) {
            return text(place.relative());
        }
    },
    /** A path relative to the document that begins with {@code ./} or {@code ../}. */
    ANCHORED_PATH {
        @Override
        @Nullable
        String of(Place place, String instead) {
            String path = text(place.relative());
            return path == null || path.equals("..") || path.startsWith("../") ? path : "./" + path;
        }
    },
    /** An absolute path, or a file URL in place of one. */
    ABSOLUTE {
        @Override
        @Nullable
        String of(Place place, String instead) {
            RawPath path = NativeNames.bytesOf(place.target);
            if (!PathText.isFileUrl(instead)) {
                return text(path);
            }
            boolean named = instead.regionMatches(true, 0, LOCALHOST, 0, LOCALHOST.length());
            return (named ? LOCALHOST : "file://") + escaped(path);
        }
    };

    private static final String LOCALHOST = "file://localhost";
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-._~/";

    /**
     * Where a document and a file are.
     *
     * @param folder the document's folder, absolute
     * @param target the file, absolute
     */
    record Place(Path folder, Path target) {
        private RawPath relative() {
            return NativeNames.bytesOf(folder.relativize(target));
        }

        /** Whether a text, as a path or URL in the document, leads to the file. */
        boolean isOf(String text, boolean url) {
            List<String> paths = url || PathText.isFileUrl(text) ? PathText.ofUrl(text) : List.of(text);
            return paths.stream()
                    .flatMap(path -> PathText.places(path, List.of(folder), List.of()).stream()
                            .limit(1))
                    .anyMatch(path -> path.normalize().equals(target));
        }
    }

    /** A text that leads to the file; null if it has bytes that cannot be written so. */
    @Nullable
    abstract String of(Place place, String instead);

    /** Whether a text has the file's name as it is, although a URL would have escapes. */
    private static boolean isUnescapedPath(String text, Place place) {
        RawPath name = NativeNames.nameOf(place.target);
        String path = text(name);
        return path != null
                && !PathText.isFileUrl(text)
                && !path.equals(escaped(name))
                && text.substring(PathText.lastSlash(text) + 1).equals(path);
    }

    private static @Nullable String text(RawPath path) {
        return path.isUtf8() ? path.toString() : null;
    }

    /** Everything but unreserved characters is escaped, byte by byte (RFC 3986, section 2.3 and 2.5). */
    static String escaped(RawPath path) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            int b = path.byteAt(i) & 0xff;
            if ((b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 0xf));
            }
        }
        return out.toString();
    }
}
