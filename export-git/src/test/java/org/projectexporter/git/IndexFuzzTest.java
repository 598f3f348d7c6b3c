package org.projectexporter.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.stream.Stream;

import org.projectexporter.testkit.IndexFile;

/** Whatever is read as an index is refused by an {@link IOException}, or read to its end; and what Git may take from it is looked at. */
class IndexFuzzTest {
    private static final String BLOB = "257cc5642cb1a054f08cc83f2d943e56fd3ebe99";

    static Stream<byte[]> seeds() {
        IndexFile four = IndexFile.ofVersion(4).entry("a/b", 0100644, BLOB).entryBehind(1, "c", 0120000, BLOB);
        return Stream.of(
                IndexFile.ofVersion(2)
                        .entry("a.txt", 0100644, BLOB)
                        .entry("dir/.git/x", 0100755, BLOB)
                        .extension("TREE", new byte[4])
                        .bytes(),
                IndexFile.ofVersion(3)
                        .entry("dir/", 0040000, BLOB)
                        .extension("sdir", new byte[0])
                        .bytes(),
                four.blocks(12, 1, 80, 1).endOfEntries(four.entriesEnd()).bytes(),
                IndexFile.ofVersion(2)
                        .entry("", 0100644, BLOB)
                        .splitFrom(new byte[60])
                        .bytes(),
                new byte[0]);
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrRead(byte[] bytes) {
        IndexPaths paths = new IndexPaths();
        try {
            IndexForm form = IndexReader.read(bytes, IdFormat.SHA1, paths);
            assertThat(form.extensions()).allMatch(extension -> extension.end() <= bytes.length);
        } catch (IOException refused) {
            // as it should be
        }
        if (paths.bad() != null) {
            assertThat(paths.bad().length()).isLessThan(bytes.length);
        }
    }
}
