package org.projectexporter.spi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs in its own JVM, under a locale chosen by the test: prints, in hexadecimal, the names in a folder, the result of
 * converting bytes to a path and back, and the targets of links.
 */
final class NamesProbe {
    private NamesProbe() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Map<String, String> lines = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                RawPath name = NativeNames.nameOf(child);
                lines.put(hex(name), describe(folder, child, name));
            }
        }
        lines.forEach((name, line) -> System.out.println(name + line));
    }

    private static String describe(Path folder, Path child, RawPath name) throws IOException {
        Path again = NativeNames.resolve(folder, name);
        Path absolute = NativeNames.toPath(NativeNames.bytesOf(child));
        FileStat stat = FileStat.read(child);
        boolean same = again.equals(child)
                && absolute.equals(child)
                && FileStat.read(again).sameAs(stat)
                && FileStat.read(absolute).sameAs(stat);
        String target = stat.kind() == FileStat.Kind.SYMBOLIC_LINK ? hex(NativeNames.linkTarget(child, stat)) : "";
        return " " + same + " " + stat.kind() + " " + target;
    }

    private static String hex(RawPath path) {
        return HexFormat.of().formatHex(path.bytes());
    }
}
