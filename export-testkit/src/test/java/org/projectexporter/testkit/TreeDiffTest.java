package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.projectexporter.spi.NativeNames;

class TreeDiffTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000, 123_456_789);

    @TempDir
    Path temp;

    private Path a;
    private Path b;

    @BeforeEach
    void makeTwoTreesThatAreTheSame() throws IOException {
        a = temp.resolve("a");
        b = temp.resolve("b");
        for (Path tree : new Path[] {a, b}) {
            Files.createDirectories(tree.resolve("folder"));
            Files.writeString(tree.resolve("folder/file"), "content");
            Files.createLink(tree.resolve("other-name"), tree.resolve("folder/file"));
            Files.createSymbolicLink(tree.resolve("link"), Path.of("folder"));
            settle(tree.resolve("folder/file"));
            settle(tree.resolve("folder"));
        }
    }

    private static void settle(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    private TreeDiff diff() throws IOException {
        return TreeDiff.between(a, b);
    }

    @Test
    void sameTrees_haveNoDifferences() throws IOException {
        assertThat(diff().differences()).isEmpty();
    }

    @Test
    void content_ofTheSameSize_isCompared() throws IOException {
        Files.writeString(b.resolve("folder/file"), "CONTENT");
        settle(b.resolve("folder/file"));

        assertThat(diff().differences())
                .containsExactly(
                        "folder/file: content of 7 bytes became of 7 bytes",
                        "other-name: content of 7 bytes became of 7 bytes");
    }

    @Test
    void missingAndUnexpectedPaths_areNamed_butNotWhereIgnored() throws IOException {
        Files.move(b.resolve("link"), b.resolve("new"));

        assertThat(diff().differences())
                .containsExactly("link: missing: a SYMBOLIC_LINK", "new: not expected: a SYMBOLIC_LINK");
        assertThat(diff().ignoring("link", "new").differences()).isEmpty();
    }

    @Test
    void ignoring_takesWholeSegments() throws IOException {
        Files.delete(b.resolve("link"));

        assertThat(diff().ignoring("lin", "folder").differences()).containsExactly("link: missing: a SYMBOLIC_LINK");
    }

    @Test
    void typesAndTargetsOfLinks_areCompared() throws IOException {
        Files.delete(b.resolve("link"));
        Files.createSymbolicLink(b.resolve("link"), Path.of("./folder"));
        Files.delete(b.resolve("other-name"));
        Files.createSymbolicLink(b.resolve("other-name"), Path.of("folder/file"));

        assertThat(diff().withoutHardLinks().differences())
                .containsExactly(
                        "link: content \"folder\" became \"./folder\"", "other-name: FILE became SYMBOLIC_LINK");
    }

    @Test
    void modes_areCompared() throws IOException {
        Files.setAttribute(b.resolve("folder/file"), "unix:mode", 0600);

        assertThat(diff().differences()).hasSize(2).allMatch(line -> line.endsWith("became 600"));
        assertThat(diff().withoutModes().differences()).isEmpty();
    }

    @Test
    void times_areComparedAsExactlyAsAskedFor() throws IOException {
        Files.setLastModifiedTime(b.resolve("folder"), FileTime.from(TIME.plusNanos(99)));

        assertThat(diff().differences()).hasSize(1);
        assertThat(diff().precision(TreeDiff.Precision.HUNDRED_NS).differences())
                .isEmpty();

        Files.setLastModifiedTime(b.resolve("folder"), FileTime.from(TIME.plusSeconds(1)));
        assertThat(diff().precision(TreeDiff.Precision.SECOND).differences()).hasSize(1);
        assertThat(diff().withoutTimes().differences()).isEmpty();
    }

    @Test
    void hardLinks_areComparedAsGroups() throws IOException {
        Files.delete(b.resolve("other-name"));
        Files.copy(b.resolve("folder/file"), b.resolve("other-name"));
        settle(b.resolve("other-name"));

        assertThat(diff().differences()).containsExactly("no longer one file: [folder/file, other-name]");
        assertThat(diff().withoutHardLinks().differences()).isEmpty();
    }

    @Test
    void names_areComparedAsBytes() throws IOException {
        Files.createFile(NativeNames.resolve(a, AwkwardFiles.NOT_UTF8));
        Files.createFile(NativeNames.resolve(b, AwkwardFiles.NOT_UTF8_EITHER));

        assertThat(diff().differences())
                .containsExactly(
                        "not-utf8-\\xfe\\xff.txt: not expected: a FILE", "not-utf8-\\xff\\xfe.txt: missing: a FILE");
    }

    @Test
    void changeTimes_showThatAnotherProcessWasThere() throws IOException {
        TreeSnapshot before = TreeSnapshot.of(a);
        Files.setAttribute(a.resolve("folder"), "unix:mode", 0700);
        Files.setAttribute(
                a.resolve("folder"),
                "unix:mode",
                before.nodes().get(before.nodes().firstKey()).stat().mode());

        assertThat(TreeDiff.between(before, TreeSnapshot.of(a)).differences()).isEmpty();
        assertThat(TreeDiff.between(before, TreeSnapshot.of(a))
                        .withChangeTimes()
                        .differences())
                .singleElement()
                .asString()
                .startsWith("folder: was touched at ");
    }
}
