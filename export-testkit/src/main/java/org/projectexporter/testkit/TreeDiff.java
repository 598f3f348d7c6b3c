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
 * Compares two trees as a recipient would judge them: which paths there are, by their bytes, and of each its type, permission
 * bits, content, link target, modification time (not of links) and which files are one.
 *
 * <pre>{@code
 * assertThat(TreeDiff.between(project, unpacked).ignoring(".git/index").differences()).isEmpty();
 * }</pre>
 */
public final class TreeDiff {
    /** How exactly modification times are compared. */
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

    /** Reads both trees now. */
    public static TreeDiff between(Path expected, Path actual) throws IOException {
        return between(TreeSnapshot.of(expected), TreeSnapshot.of(actual));
    }

    public static TreeDiff between(TreeSnapshot expected, TreeSnapshot actual) {
        return new TreeDiff(expected, actual);
    }

    /** Passes over these paths below the roots, and over all below them. */
    public TreeDiff ignoring(String... paths) {
        for (String path : paths) {
            ignored.add(RawPath.of(path));
        }
        return this;
    }

    /** Passes over a path that may be any bytes. */
    public TreeDiff ignoring(RawPath path) {
        ignored.add(path);
        return this;
    }

    public TreeDiff precision(Precision value) {
        precision = value;
        return this;
    }

    public TreeDiff withoutModes() {
        modes = false;
        return this;
    }

    public TreeDiff withoutTimes() {
        times = false;
        return this;
    }

    public TreeDiff withoutHardLinks() {
        hardLinks = false;
        return this;
    }

    /** Compares {@code st_ctime} too: for a tree with itself, later, to see that nobody touched it. */
    public TreeDiff withChangeTimes() {
        changeTimes = true;
        return this;
    }

    /** One line for each difference, in tree order; empty if the trees are the same. */
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
            tell(path, "not expected: a " + b.stat().kind());
        } else if (a != null && b == null) {
            tell(path, "missing: a " + a.stat().kind());
        } else if (a != null && b != null && a.stat().kind() != b.stat().kind()) {
            tell(path, a.stat().kind() + " became " + b.stat().kind());
        } else if (a != null && b != null) {
            compare(path, a, b);
        }
    }

    private void compare(RawPath path, TreeSnapshot.Node a, TreeSnapshot.Node b) {
        if (!a.content().equals(b.content())) {
            tell(path, "content " + content(a) + " became " + content(b));
        }
        if (changeTimes && !a.changed().equals(b.changed())) {
            tell(path, "was touched at " + b.changed());
        }
        if (a.stat().kind() == FileStat.Kind.SYMBOLIC_LINK) {
            return;
        }
        if (modes && a.stat().mode() != b.stat().mode()) {
            tell(path, "mode " + octal(a) + " became " + octal(b));
        }
        if (times && differ(a.stat().mtime(), b.stat().mtime())) {
            tell(path, "mtime " + a.stat().mtime() + " became " + b.stat().mtime());
        }
    }

    private void tell(RawPath path, String what) {
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
