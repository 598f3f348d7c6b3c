package org.projectexporter.internal.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The files that make up an archive: one plain {@code FILE}, or volumes {@code FILE.001}, {@code FILE.002}, … up to
 * {@code FILE.9999}.
 */
public final class ArchiveParts {
    private static final String FIRST_VOLUME = ".001";

    private final Path archive;
    private final List<Part> parts;
    private final boolean split;

    /**
     * One of the files.
     *
     * @param file its path
     * @param number number of the volume, from 1
     * @param bytes its size
     */
    public record Part(Path file, int number, long bytes) {}

    private ArchiveParts(Path archive, List<Part> parts, boolean split) {
        this.archive = archive;
        this.parts = List.copyOf(parts);
        this.split = split;
    }

    /**
     * Finds an archive.
     *
     * @param given {@code FILE}, or {@code FILE.001}
     * @throws ExportException if there is none
     */
    public static ArchiveParts find(Path given) throws IOException {
        boolean exists = Files.isRegularFile(given);
        RawPath name = NativeNames.nameOf(given);
        boolean first = endsWith(name, FIRST_VOLUME) && name.length() > FIRST_VOLUME.length();
        if (exists && !first) {
            return new ArchiveParts(given, List.of(new Part(given, 1, Files.size(given))), false);
        }
        RawPath stem = first ? cut(name, name.length() - FIRST_VOLUME.length()) : name;
        ArchiveParts volumes = volumes(NativeNames.resolve(folderOf(given), stem), stem);
        if (volumes.parts.isEmpty()) {
            throw new ExportException(
                    Reason.ARCHIVE_MISSING,
                    "there is no archive " + given + ", and no volume of it (" + volumes.archive.getFileName()
                            + FIRST_VOLUME + ", ...); check the path");
        }
        return volumes;
    }

    private static ArchiveParts volumes(Path archive, RawPath stem) throws IOException {
        Map<Integer, Part> found = new TreeMap<>();
        Path folder = folderOf(archive);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    int number = volumeNumber(NativeNames.nameOf(file), stem);
                    if (number > 0 && Files.isRegularFile(file)) {
                        found.put(number, new Part(file, number, Files.size(file)));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return new ArchiveParts(archive, new ArrayList<>(found.values()), true);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    /** The number in {@code STEM.NNN}, three digits, or four from 1000 on; 0 if it is not such a name. */
    private static int volumeNumber(RawPath name, RawPath stem) {
        int digits = name.length() - stem.length() - 1;
        boolean named = (digits == 3 || digits == 4)
                && cut(name, stem.length()).equals(stem)
                && name.byteAt(stem.length()) == '.';
        int number = 0;
        for (int i = stem.length() + 1; named && i < name.length(); i++) {
            int digit = name.byteAt(i) - '0';
            named = digit >= 0 && digit <= 9;
            number = number * 10 + digit;
        }
        return named && (digits == 3 || number >= 1000) ? number : 0;
    }

    private static RawPath cut(RawPath name, int bytes) {
        return RawPath.of(Arrays.copyOf(name.bytes(), Math.min(bytes, name.length())));
    }

    private static boolean endsWith(RawPath name, String suffix) {
        byte[] end = suffix.getBytes(StandardCharsets.US_ASCII);
        int from = name.length() - end.length;
        return from >= 0 && Arrays.equals(name.bytes(), from, name.length(), end, 0, end.length);
    }

    /** The path of the archive, without the suffix of a volume. */
    public Path archive() {
        return archive;
    }

    /** The existing files in order; at least one. */
    public List<Part> parts() {
        return parts;
    }

    /** The paths of the existing files in order; at least one. */
    public List<Path> files() {
        return parts.stream().map(Part::file).toList();
    }

    /** Whether these are volumes. */
    public boolean isSplit() {
        return split;
    }

    /** The sum of the sizes, in bytes. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /** The path of a file next to the archive, such as {@code FILE.sha256}, whether it exists or not. */
    public Path sibling(String suffix) {
        return NativeNames.resolve(
                folderOf(archive), NativeNames.nameOf(archive).append(suffix));
    }

    /** The numbers of missing volumes: those in a gap, and any up to {@code listed}. */
    public List<Integer> missing(int listed) {
        List<Integer> missing = new ArrayList<>();
        int number = 1;
        for (Part part : parts) {
            for (; number < part.number(); number++) {
                missing.add(number);
            }
            number = part.number() + 1;
        }
        for (; number <= listed; number++) {
            missing.add(number);
        }
        return missing;
    }

    /** The path of volume {@code number}. */
    public Path volume(int number) {
        return sibling(String.format(Locale.ROOT, ".%03d", number));
    }

    /** Opens the whole archive as one channel. */
    public JoinedChannel open() {
        return new JoinedChannel(parts);
    }
}
