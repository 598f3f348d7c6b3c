package org.projectexporter.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.index.GitsIndexNames;
import org.projectexporter.git.index.IndexForm;
import org.projectexporter.git.index.IndexOffsets;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.hostile.CraftedIndex;

/**
 * Any bytes read as an index are refused by an {@link IOException}, or read to their end; then every name that Git may
 * find in them has been checked.
 */
class IndexFuzzTest {
    private static final String BLOB = "257cc5642cb1a054f08cc83f2d943e56fd3ebe99";

    static Stream<byte[]> seeds() {
        CraftedIndex four =
                CraftedIndex.ofVersion(4).entry("a/b", 0100644, BLOB).entryBehind(1, "c", 0120000, BLOB);
        return Stream.of(
                        CraftedIndex.ofVersion(2)
                                .entry("a.txt", 0100644, BLOB)
                                .entry("dir/.git/x", 0100755, BLOB)
                                .extension("TREE", new byte[4])
                                .bytes(),
                        CraftedIndex.ofVersion(3)
                                .entry("dir/", 0040000, BLOB)
                                .extension("sdir", new byte[0])
                                .bytes(),
                        four.blocks(12, 1, 80, 1)
                                .endOfEntries(four.entriesEnd())
                                .bytes(),
                        CraftedIndex.ofVersion(2)
                                .entry("", 0100644, BLOB)
                                .splitFrom(new byte[60])
                                .bytes(),
                        CraftedIndex.ofVersion(2).entry("/", 0100644, BLOB).bytes(),
                        CraftedIndex.ofVersion(2)
                                .entry("/", 0040000, BLOB)
                                .splitFrom(new byte[60])
                                .bytes(),
                        new byte[20])
                .map(IndexFuzzTest::withoutChecksum);
    }

    /** Zeros mean no checksum, so that a modified index is read to its end. */
    private static byte[] withoutChecksum(byte[] index) {
        Arrays.fill(index, index.length - 20, index.length, (byte) 0);
        return index;
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrRead(byte[] bytes) {
        List<RawPath> names = new ArrayList<>();
        try {
            IndexForm form =
                    IndexReader.read(bytes, IdFormat.SHA1, (entry, at) -> names.add(withoutSlash(entry.path())));
            assertThat(form.extensions()).allMatch(extension -> extension.end() <= bytes.length);
            checkOffsets(bytes, form);
        } catch (IOException refused) {
            return;
        }
        assertThat(namesOfGit(bytes)).as("the same names as Git").isEqualTo(names);
    }

    private static void checkOffsets(byte[] bytes, IndexForm form) throws IOException {
        IndexOffsets offsets = IndexOffsets.of(new MemoryChannel(bytes), IdFormat.SHA1, form);
        if (offsets.namesBlocks()) {
            IndexReader.read(new ByteArrayInputStream(bytes), bytes.length, IdFormat.SHA1, (entry, at) -> {}, offsets);
            offsets.requireMet();
        }
    }

    /** Replacements of entries of a shared index have no name. */
    private static List<RawPath> namesOfGit(byte[] bytes) {
        return GitsIndexNames.of(bytes).stream()
                .filter(name -> !name.isRoot())
                .map(IndexFuzzTest::withoutSlash)
                .toList();
    }

    /** The name of a folder in a sparse index ends with a slash. */
    private static RawPath withoutSlash(RawPath name) {
        boolean slash = name.length() > 1 && name.byteAt(name.length() - 1) == '/';
        return slash ? RawPath.of(Arrays.copyOf(name.bytes(), name.length() - 1)) : name;
    }
}
