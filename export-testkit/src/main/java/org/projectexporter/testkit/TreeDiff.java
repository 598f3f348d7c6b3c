package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * Compares two trees as a recipient would: their paths, by their bytes, and for each its type, permission bits,
 * content, link target, modification time (except for links) and which files are hard links of each other.
 *
 * <pre>{@code
 * assertThat(TreeDiff.between(project, unpacked).ignoring(".git/index").differences()).isEmpty();
 * }</pre>
 */
public final class TreeDiff {
    /** The precision with which modification times are compared. */
    public enum Precision {
        NS(1),
        HUNDRED_NS(100),
        SECOND(1_000_000_000),
        TWO_SECONDS(2_000_000_000);

        private final long nanos;

        Precision(long nanos) {
            this.nanos = nanos;
        }
    }

    private final TreeSnapshot expected;
    private final TreeSnapshot actual;
    private final Set<RawPath> ignored = new TreeSet<>();
    private final List<String> differences = new ArrayList<>();
    private Precision precision = Precision.NS;
    private boolean modes = true;
    private boolean times = true;
    private boolean hardLinks = true;
    private boolean changeTimes;

    private TreeDiff(TreeSnapshot expected, TreeSnapshot actual) {
        this.expected = expected;
        this.actual = actual;
    }

    /** Reads both trees immediately. */
    public static TreeDiff between(Path expected, Path actual) throws IOException {
        return between(TreeSnapshot.of(expected), TreeSnapshot.of(actual));
    }

    /** Compares two trees that were already read. */
    public static TreeDiff between(TreeSnapshot expected, TreeSnapshot actual) {
        return new TreeDiff(expected, actual);
    }

    /** Ignores these paths below the roots, and everything below them. */
    public TreeDiff ignoring(String... paths) {
        for (String path : paths) {
            ignored.add(RawPath.of(path));
        }
        return this;
    }

    /** Ignores a path of any bytes. */
    public TreeDiff ignoring(RawPath path) {
        ignored.add(path);
        return this;
    }

    /** Compares modification times with this precision. Default: {@link Precision#NS}. */
    public TreeDiff precision(Precision value) {
        precision = value;
        return this;
    }

    /** Ignores permission bits. */
    public TreeDiff withoutModes() {
        modes = false;
        return this;
    }

    /** Ignores modification times. */
    public TreeDiff withoutTimes() {
        times = false;
        return this;
    }

    /** Ignores which files are hard links of each other. */
    public TreeDiff withoutHardLinks() {
        hardLinks = false;
        return this;
    }

    /** Compares {@code st_ctime} too: for a tree with itself at a later time, to prove that nothing was touched. */
    public TreeDiff withChangeTimes() {
        changeTimes = true;
        return this;
    }

    /** One line for each difference, in tree order; empty if the trees are equal. */
    public List<String> differences() {
        differences.clear();
        SortedMap<RawPath, TreeSnapshot.Node> a = compared(expected);
        SortedMap<RawPath, TreeSnapshot.Node> b = compared(actual);
        Set<RawPath> all = new TreeSet<>(a.keySet());
        all.addAll(b.keySet());
        for (RawPath path : all) {
            compare(path, a, b);
        }
        if (hardLinks) {
            compareHardLinks(a, b);
        }
        return List.copyOf(differences);
    }

    private SortedMap<RawPath, TreeSnapshot.Node> compared(TreeSnapshot snapshot) {
        SortedMap<RawPath, TreeSnapshot.Node> nodes = new TreeMap<>(snapshot.nodes());
        nodes.keySet().removeIf(path -> ignored.stream().anyMatch(path::startsWith));
        return nodes;
    }

    private void compare(
            RawPath path, Map<RawPath, TreeSnapshot.Node> expectedNodes, Map<RawPath, TreeSnapshot.Node> actualNodes) {
        TreeSnapshot.Node a = expectedNodes.get(path);
        TreeSnapshot.Node b = actualNodes.get(path);
        if (a == null && b != null) {
            add(path, "not expected: a " + b.stat().kind());
        } else if (a != null && b == null) {
            add(path, "missing: a " + a.stat().kind());
        } else if (a != null && b != null && a.stat().kind() != b.stat().kind()) {
            add(path, a.stat().kind() + " became " + b.stat().kind());
        } else if (a != null && b != null) {
            compare(path, a, b);
        }
    }

    private void compare(RawPath path, TreeSnapshot.Node a, TreeSnapshot.Node b) {
        if (!a.content().equals(b.content())) {
            add(path, "content " + content(a) + " became " + content(b));
        }
        if (changeTimes && !a.changed().equals(b.changed())) {
            add(path, "was touched at " + b.changed());
        }
        if (a.stat().kind() == FileStat.Kind.SYMBOLIC_LINK) {
            return;
        }
        if (modes && a.stat().mode() != b.stat().mode()) {
            add(path, "mode " + octal(a) + " became " + octal(b));
        }
        if (times && differ(a.stat().mtime(), b.stat().mtime())) {
            add(path, "mtime " + a.stat().mtime() + " became " + b.stat().mtime());
        }
    }

    private void add(RawPath path, String what) {
        differences.add(escaped(path) + ": " + what);
    }

    private static String content(TreeSnapshot.Node node) {
        boolean link = node.stat().kind() == FileStat.Kind.SYMBOLIC_LINK;
        return link ? '"' + node.content() + '"' : "of " + node.stat().size() + " bytes";
    }

    private static String octal(TreeSnapshot.Node node) {
        return Integer.toOctalString(node.stat().mode());
    }

    private boolean differ(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(Duration.ofNanos(precision.nanos)) >= 0;
    }

    private void compareHardLinks(SortedMap<RawPath, TreeSnapshot.Node> a, SortedMap<RawPath, TreeSnapshot.Node> b) {
        Set<RawPath> shared = new TreeSet<>(a.keySet());
        shared.retainAll(b.keySet());
        Set<String> groupsOfA = groups(a, shared);
        Set<String> groupsOfB = groups(b, shared);
        groupsOfA.stream()
                .filter(group -> !groupsOfB.contains(group))
                .forEach(group -> differences.add("no longer one file: " + group));
        groupsOfB.stream()
                .filter(group -> !groupsOfA.contains(group))
                .forEach(group -> differences.add("became one file: " + group));
    }

    private static Set<String> groups(SortedMap<RawPath, TreeSnapshot.Node> nodes, Set<RawPath> shared) {
        Map<List<Long>, List<RawPath>> files = nodes.entrySet().stream()
                .filter(entry -> shared.contains(entry.getKey()))
                .filter(entry -> entry.getValue().stat().kind() == FileStat.Kind.FILE)
                .collect(Collectors.groupingBy(
                        entry -> List.of(
                                entry.getValue().stat().device(),
                                entry.getValue().stat().inode()),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return files.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> group.stream().map(TreeDiff::escaped).toList().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The path in printable ASCII. */
    private static String escaped(RawPath path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path.bytes()) {
            text.append(
                    b > ' ' && b < 127 && b != '\\'
                            ? String.valueOf((char) b)
                            : String.format(Locale.ROOT, "\\x%02x", b & 0xff));
        }
        return text.toString();
    }
}
