package org.projectexporter.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.Digests;

/** Everything that a recipient can see of a tree at one moment: every path below its root, excluding the root. */
public final class TreeSnapshot {
    /**
     * One path.
     *
     * @param stat its attributes
     * @param changed {@code st_ctime}, which every change of a file or its attributes updates
     * @param content for a file, its SHA-256; for a symbolic link, its target; else empty
     */
    public record Node(FileStat stat, Instant changed, String content) {}

    private final SortedMap<RawPath, Node> nodes = new TreeMap<>();

    private final Set<RawPath> without;

    private TreeSnapshot(Set<RawPath> without) {
        this.without = Set.copyOf(without);
    }

    /** Reads the tree below {@code root}. Only regular files are opened. */
    public static TreeSnapshot of(Path root) throws IOException {
        return of(root, Set.of());
    }

    /** Reads the tree below {@code root} except these paths, and everything below them. */
    public static TreeSnapshot of(Path root, Set<RawPath> without) throws IOException {
        TreeSnapshot snapshot = new TreeSnapshot(without);
        snapshot.scan(root, RawPath.ROOT);
        return snapshot;
    }

    /** What was found, in tree order. */
    public SortedMap<RawPath, Node> nodes() {
        return Collections.unmodifiableSortedMap(nodes);
    }

    private void scan(Path folder, RawPath path) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                RawPath at = path.resolve(NativeNames.nameOf(child));
                if (without.contains(at)) {
                    continue;
                }
                Node node = read(child);
                nodes.put(at, node);
                if (node.stat().kind() == FileStat.Kind.DIRECTORY) {
                    scan(child, at);
                }
            }
        }
    }

    private static Node read(Path file) throws IOException {
        FileStat stat = FileStat.read(file);
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return new Node(stat, changed.toInstant(), content(file, stat));
    }

    private static String content(Path file, FileStat stat) throws IOException {
        return switch (stat.kind()) {
            case FILE -> sha256(file);
            case SYMBOLIC_LINK -> NativeNames.linkTarget(file, stat).toString();
            default -> "";
        };
    }

    /** The SHA-256 of a file's content, in hexadecimal. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = Digests.newDigest("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
