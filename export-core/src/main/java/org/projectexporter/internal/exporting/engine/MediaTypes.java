package org.projectexporter.internal.exporting.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.projectexporter.spi.RawPath;

/** Recognizes media and other compressed files by the name's suffix or the first bytes. */
final class MediaTypes {
    private static final Set<String> SUFFIXES = Set.of(
            // moving pictures
            "3gp",
            "ari",
            "arx",
            "avi",
            "braw",
            "crm",
            "f4v",
            "flv",
            "m2ts",
            "m4v",
            "mkv",
            "mov",
            "mp4",
            "mpeg",
            "mpg",
            "mts",
            "mxf",
            "ogv",
            "r3d",
            "vob",
            "webm",
            "wmv",
            // still pictures
            "arw",
            "avif",
            "bmp",
            "cin",
            "cr2",
            "cr3",
            "dng",
            "dpx",
            "exr",
            "gif",
            "hdr",
            "heic",
            "heif",
            "j2c",
            "j2k",
            "jp2",
            "jpeg",
            "jpg",
            "jxl",
            "nef",
            "orf",
            "png",
            "raf",
            "rw2",
            "tga",
            "tif",
            "tiff",
            "webp",
            // sound
            "aac",
            "ac3",
            "aif",
            "aifc",
            "aiff",
            "amr",
            "caf",
            "flac",
            "m4a",
            "mka",
            "mp3",
            "oga",
            "ogg",
            "opus",
            "w64",
            "wav",
            "wma",
            // archives and compressed files
            "7z",
            "br",
            "bz2",
            "cab",
            "gz",
            "jar",
            "lz4",
            "lzma",
            "rar",
            "tgz",
            "txz",
            "xz",
            "zip",
            "zst",
            "woff",
            "woff2");

    /** First bytes in hexadecimal; {@code ..} matches any byte. From the formats' own specifications, and file(1). */
    private static final List<String> MAGIC = List.of(
            "89504e470d0a1a0a", // PNG
            "ffd8ff", // JPEG
            "47494638", // GIF
            "49492a00", // TIFF, little-endian; many raw formats
            "4d4d002a", // TIFF, big-endian
            "762f3101", // OpenEXR
            "53445058", // DPX, big-endian
            "58504453", // DPX, little-endian
            "52494646........57415645", // RIFF WAVE
            "52494646........41564920", // RIFF AVI
            "52494646........57454250", // RIFF WebP
            "52463634........57415645", // RF64 WAVE
            "464f524d........41494646", // AIFF
            "464f524d........41494643", // AIFF-C
            "........66747970", // ISO base media: MP4, MOV, HEIF, CR3
            "........6d6f6f76", // QuickTime, moov first
            "........6d646174", // QuickTime, mdat first
            "........77696465", // QuickTime, wide first
            "1a45dfa3", // Matroska, WebM
            "060e2b34", // MXF
            "4f676753", // Ogg
            "664c6143", // FLAC
            "494433", // MP3 with ID3
            "fffb", // MP3
            "000001ba", // MPEG program stream
            "504b0304", // zip
            "1f8b08", // gzip
            "28b52ffd", // zstd
            "fd377a585a00", // xz
            "377abcaf271c", // 7z
            "425a68"); // bzip2

    private static final Magic[] MAGICS = MAGIC.stream().map(Magic::new).toArray(Magic[]::new);
    private static final int LONGEST_SUFFIX =
            SUFFIXES.stream().mapToInt(String::length).max().orElse(0);

    private MediaTypes() {}

    static boolean isMedia(RawPath path, ByteBuffer first) {
        return hasMediaSuffix(path) || hasMagic(first);
    }

    private static boolean hasMediaSuffix(RawPath path) {
        int from = path.length();
        while (from > 0 && path.byteAt(from - 1) != '.' && path.byteAt(from - 1) != '/') {
            from--;
        }
        byte[] suffix = new byte[path.length() - from];
        if (suffix.length > LONGEST_SUFFIX) {
            return false;
        }
        for (int i = 0; i < suffix.length; i++) {
            suffix[i] = path.byteAt(from + i);
        }
        return SUFFIXES.contains(new String(suffix, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
    }

    private static boolean hasMagic(ByteBuffer first) {
        for (Magic magic : MAGICS) {
            if (magic.starts(first)) {
                return true;
            }
        }
        return false;
    }

    /** First bytes of a format; -1 matches any byte. */
    private static final class Magic {
        private final int[] bytes;

        private Magic(String hex) {
            bytes = new int[hex.length() / 2];
            for (int i = 0; i < bytes.length; i++) {
                String digits = hex.substring(2 * i, 2 * i + 2);
                bytes[i] = digits.equals("..") ? -1 : Integer.parseInt(digits, 16);
            }
        }

        private boolean starts(ByteBuffer data) {
            if (data.remaining() < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] >= 0 && bytes[i] != (data.get(data.position() + i) & 0xff)) {
                    return false;
                }
            }
            return true;
        }
    }
}
