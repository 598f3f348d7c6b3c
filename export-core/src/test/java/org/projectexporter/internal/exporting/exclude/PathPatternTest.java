package org.projectexporter.internal.exporting.exclude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

/** Compares our patterns with Git itself: they must agree with {@code git check-ignore} about each path. */
class PathPatternTest {
    private static final List<List<String>> PATTERNS = List.of(
            List.of("a"),
            List.of("a/"),
            List.of("/a"),
            List.of("/a/"),
            List.of("a/b"),
            List.of("/a/b"),
            List.of("a/b/"),
            List.of("b/"),
            List.of("*"),
            List.of("/*"),
            List.of("*/"),
            List.of("*/*"),
            List.of("/*/*"),
            List.of("*.tmp"),
            List.of("/*.tmp"),
            List.of("a/*.tmp"),
            List.of("a*"),
            List.of("*b*"),
            List.of("?"),
            List.of("a?"),
            List.of("a?b"),
            List.of("/?/b"),
            List.of("**"),
            List.of("**/"),
            List.of("/**"),
            List.of("**/b"),
            List.of("**/b/"),
            List.of("/**/b"),
            List.of("a/**"),
            List.of("a/**/"),
            List.of("a/**/c"),
            List.of("a/**/b/**"),
            List.of("**/b/**"),
            List.of("a/**/**/c"),
            List.of("a**"),
            List.of("a**b"),
            List.of("a/**b"),
            List.of("a/b**/c"),
            List.of("a/b?**/c"),
            List.of("a/**\\/c"),
            List.of("a\\/b"),
            List.of("[[:graph:]]"),
            List.of("[[:print:]]"),
            List.of("[[:cntrl:]]"),
            List.of("[[:blank:]][a-c]"),
            List.of("[[:alpha:]][[:alnum:]]"),
            List.of("***"),
            List.of("***/b"),
            List.of("a/***/c"),
            List.of("a/***"),
            List.of("[ab]"),
            List.of("[!ab]"),
            List.of("[^ab]"),
            List.of("[a-c]"),
            List.of("[c-a]"),
            List.of("[-a]"),
            List.of("[a-]"),
            List.of("[!-a]"),
            List.of("[+--]"),
            List.of("[]]"),
            List.of("[]a]"),
            List.of("[!]a]"),
            List.of("[\\]]"),
            List.of("[\\]a]"),
            List.of("[a\\-c]"),
            List.of("[\\a-\\c]"),
            List.of("[[]"),
            List.of("[[:digit:]]"),
            List.of("x[[:digit:]]"),
            List.of("[![:digit:]]"),
            List.of("[[:upper:]]"),
            List.of("[[:lower:][:digit:]]"),
            List.of("[[:alpha:]-]"),
            List.of("[a[:digit:]-c]"),
            List.of("[[:xdigit:]]"),
            List.of("[[:punct:]]"),
            List.of("[[:space:]]b"),
            List.of("[[:alnum:]]*"),
            List.of("[:a]"),
            List.of("[a&&b]"),
            List.of("a[/]b"),
            List.of("a[!x]b"),
            List.of("a?b"),
            List.of("a[+-0]b"),
            List.of("\\a"),
            List.of("\\*"),
            List.of("\\?"),
            List.of("\\[ab\\]"),
            List.of("\\\\"),
            List.of("\\#c"),
            List.of("#c"),
            List.of("\\!d"),
            List.of("!d"),
            List.of("a "),
            List.of("a   "),
            List.of("a\\ "),
            List.of("a\\  "),
            List.of("a\\\\ "),
            List.of(" a"),
            List.of("a\t"),
            List.of("."),
            List.of(".*"),
            List.of(".a"),
            List.of("(a|b)"),
            List.of("a+b"),
            List.of("a{1}"),
            List.of("$"),
            List.of("^a"),
            List.of("é"),
            List.of("??"),
            List.of("*é"),
            List.of("A"),
            List.of("/"),
            List.of("//"),
            List.of("a//"),
            List.of("!"),
            List.of("*", "!a"),
            List.of("*", "!a/"),
            List.of("a", "!a/b"),
            List.of("a/*", "!a/b"),
            List.of("*.tmp", "!x.tmp", "/a/x.tmp"),
            List.of("!a", "a"));

    private static final List<String> FOLDERS = List.of("a", "a/b", "a/b/c", "b", "x", "x/a", "x/a/b", "x/b/c", "A");

    private static final List<String> FILES = List.of(
            "a/c",
            "a/x.tmp",
            "a/b/c/d.tmp",
            "a/bb/c",
            "a/bx/y/c",
            "a/xb",
            "c",
            "x.tmp",
            "d",
            "e",
            "B",
            "1",
            "5",
            "x5",
            "g",
            "-",
            "+",
            ",",
            "]",
            "[",
            "5]",
            ":",
            "&",
            "*",
            "?",
            "[ab]",
            "\\",
            "#c",
            "!d",
            "a ",
            "a\\",
            " a",
            " b",
            "a\t",
            ".a",
            "..a",
            "(a|b)",
            "a+b",
            "a-b",
            "axb",
            "aab",
            "a{1}",
            "a1",
            "$",
            "^a",
            "é",
            "aé",
            "line\nbreak",
            "abb",
            "ab",
            "x/b/a-c");

    @TempDir
    Path temp;

    @Test
    void matches_whatGitIgnores() throws IOException {
        requireSame(PATTERNS);
    }

    @Test
    void matches_whatGitIgnores_byPatternsAtRandom() throws IOException {
        List<List<String>> patterns = new ArrayList<>();
        for (int seed = 0; seed < 250; seed++) {
            patterns.add(IgnoreTree.validPatterns(seed));
        }
        requireSame(patterns);
    }

    private void requireSame(List<List<String>> lists) throws IOException {
        CheckIgnore git = CheckIgnore.withTree(temp.resolve("repository"), FOLDERS, FILES);
        List<String> differences = new ArrayList<>();
        for (List<String> patterns : lists) {
            Set<String> expected = git.ignored(patterns);
            Set<String> actual = taken(patterns, git);
            difference(expected, actual).forEach(path -> differences.add(patterns + ": only Git takes " + path));
            difference(actual, expected).forEach(path -> differences.add(patterns + ": only we take " + path));
        }
        assertThat(differences).isEmpty();
    }

    private static Set<String> difference(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Set<String> taken(List<String> patterns, CheckIgnore git) {
        ExportOptions options = ExportOptions.builder()
                .includeCache(true)
                .includeSecrets(true)
                .exclude(patterns)
                .build();
        ExclusionRules rules = new ExclusionRules(options);
        Set<String> taken = new TreeSet<>();
        git.folders().stream()
                .filter(path -> isTaken(RawPath.of(path), true, rules))
                .forEach(taken::add);
        git.files().stream()
                .filter(path -> isTaken(RawPath.of(path), false, rules))
                .forEach(taken::add);
        return taken;
    }

    private static boolean isTaken(RawPath path, boolean isFolder, ExclusionRules rules) {
        RawPath parent = path.parent();
        boolean taken = rules.match(path, isFolder, IgnoreFiles.NONE) != null;
        return taken || (parent != null && !parent.isRoot() && isTaken(parent, true, rules));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "a[b", "[]", "[!]", "[a\\]", "a\\", "[[:digit:]", "[[:nothing:]]", "[[:Alpha:]]", "[[:"})
    void parse_ofWhatCanMatchNothing_namesThePattern(String pattern) {
        assertThatThrownBy(() -> PathPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + pattern + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "# a comment", "/", "!", "!/"})
    void parse_ofABlankLineOrComment_isEmpty(String line) {
        assertThat(PathPattern.parse(line)).isEmpty();
    }

    @Test
    void matches_onBytesThatAreNotText_comparesThemOneByOne() {
        PathPattern one = PathPattern.parse("?.mov").orElseThrow();

        assertThat(one.matches(RawPath.of(new byte[] {(byte) 0xff, '.', 'm', 'o', 'v'}), false))
                .isTrue();
        assertThat(one.matches(RawPath.of("é.mov"), false)).isFalse();
    }

    /** Patterns come from the project: with a backtracking matcher this one would take years. */
    @Test
    @Timeout(10)
    void matches_ofAPatternMadeToTakeLong_takesNoTime() {
        PathPattern pattern = PathPattern.parse("*a".repeat(40) + "?b").orElseThrow();

        assertThat(pattern.matches(RawPath.of("a".repeat(255)), false)).isFalse();
        assertThat(pattern.matches(RawPath.of("a".repeat(254) + "b"), false)).isTrue();
    }
}
