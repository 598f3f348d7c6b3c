package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.spi.RawPath;

/**
 * The content of {@code FILE.sha256}: a line for each volume, and for each file next to them. It has the names under
 * which the archive was made; the archive may have been renamed since, so only suffixes and order matter.
 */
public final class ChecksumsFile {
    /** The suffix of the file itself. */
    public static final String SUFFIX = ".sha256";
    /** The suffix of the manifest next to an archive. */
    public static final String MANIFEST = ".manifest.json";
    /** The suffix of the note that explains how to join volumes. */
    public static final String RESTORE_NOTE = ".RESTORE.txt";
    /** The suffix of the page about an archive. */
    public static final String REPORT = ".report.html";

    private static final List<String> COMPANIONS = List.of(MANIFEST, RESTORE_NOTE, REPORT);

    private static final long LARGEST = 64 << 20;

    private final List<SumsLine> lines;
    private final boolean damaged;

    private ChecksumsFile(List<SumsLine> lines, boolean damaged) {
        this.lines = List.copyOf(lines);
        this.damaged = damaged;
    }

    /** Reads the file next to an archive; null if there is none. */
    public static @Nullable ChecksumsFile nextTo(ArchiveParts archive) throws IOException {
        Path file = archive.sibling(SUFFIX);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
            return null;
        }
        return parse(Files.readAllBytes(file));
    }

    static ChecksumsFile parse(byte[] content) {
        List<SumsLine> lines = new ArrayList<>();
        List<String> text = ChecksumsText.lines(content);
        boolean damaged = text.isEmpty();
        for (String line : text) {
            SumsLine parsed = SumsLine.parse(line.getBytes(StandardCharsets.ISO_8859_1));
            if (parsed == null) {
                damaged = true;
            } else {
                lines.add(parsed);
            }
        }
        boolean cut = !ChecksumsText.endsWithNewline(content) && !lines.isEmpty() && !isLastNamedLikeFirst(lines);
        return new ChecksumsFile(cut ? lines.subList(0, lines.size() - 1) : lines, damaged || cut);
    }

    /**
     * Whether the last name is that of a volume or companion file of the first: without a newline after it, it could
     * also be the beginning of one.
     */
    private static boolean isLastNamedLikeFirst(List<SumsLine> lines) {
        String first = latin1(lines.get(0)).replaceFirst("\\.\\d{3}$", "");
        String last = latin1(lines.get(lines.size() - 1));
        String suffix = last.startsWith(first) ? last.substring(first.length()) : "?";
        return suffix.isEmpty() || COMPANIONS.contains(suffix) || suffix.matches("\\.\\d{3,4}");
    }

    private static String latin1(SumsLine line) {
        return new String(line.path().bytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether it contains an invalid line, or ends in the middle of one. */
    public boolean isDamaged() {
        return damaged;
    }

    /** SHA-256 of the volumes, or of the one plain file, in order, in hexadecimal. */
    public List<String> volumes() {
        return lines.stream()
                .filter(line -> COMPANIONS.stream().noneMatch(suffix -> isOf(line, suffix)))
                .map(SumsLine::sha256)
                .toList();
    }

    /** SHA-256 of the file with this suffix next to the archive; null if it is not listed. */
    public @Nullable String sha256Of(String suffix) {
        return lines.stream()
                .filter(line -> isOf(line, suffix))
                .map(SumsLine::sha256)
                .findFirst()
                .orElse(null);
    }

    private static boolean isOf(SumsLine line, String suffix) {
        RawPath name = line.path();
        byte[] end = suffix.getBytes(StandardCharsets.US_ASCII);
        int from = name.length() - end.length;
        return from >= 0 && Arrays.equals(name.bytes(), from, name.length(), end, 0, end.length);
    }
}
