package org.projectexporter.internal.exporting.plan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Where other file systems are mounted below a folder. The kernel lists them without asking the file systems
 * themselves, one of which may be a server that never answers (proc_pid_mountinfo(5)). None are known on other
 * platforms.
 */
final class MountPoints {
    private static final Path LIST = Path.of("/proc/self/mountinfo");
    private static final int FIELD = 4;
    private static final int OCTAL_DIGITS = 3;

    private final Set<Path> points;

    private MountPoints(Set<Path> points) {
        this.points = points;
    }

    /** The mount points below {@code folder}, at this moment. */
    static MountPoints below(Path folder) {
        Set<Path> points = new HashSet<>();
        try {
            String list = new String(Files.readAllBytes(LIST), StandardCharsets.ISO_8859_1);
            for (String line : list.lines().toList()) {
                String[] fields = line.split(" ", -1);
                if (fields.length > FIELD) {
                    Path point = NativeNames.toPath(RawPath.of(unescaped(fields[FIELD])));
                    if (point.startsWith(folder) && !point.equals(folder)) {
                        points.add(point);
                    }
                }
            }
        } catch (IOException e) {
            return new MountPoints(Set.of());
        }
        return new MountPoints(points);
    }

    /** The bytes of a path in which white space and backslashes are three octal digits after a backslash. */
    private static byte[] unescaped(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '\\' && i + OCTAL_DIGITS < path.length()) {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 1 + OCTAL_DIGITS), 8));
                i += OCTAL_DIGITS;
            } else {
                bytes.write(path.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** All of them, sorted. */
    List<Path> sorted() {
        return points.stream().sorted().toList();
    }

    /** Whether another file system is mounted here. */
    boolean contain(Path path) {
        return !points.isEmpty() && points.contains(path);
    }
}
