package org.projectexporter.git.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.projectexporter.MemoryException;
import org.projectexporter.SourceException;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/** Ids and refs stored as bytes. */
final class IdListTest {
    private static String id(Random random, IdFormat format) {
        StringBuilder id = new StringBuilder();
        while (id.length() < format.digits()) {
            id.append(Integer.toHexString(random.nextInt(16)));
        }
        return id.toString();
    }

    @ParameterizedTest
    @EnumSource
    void iterator_afterAnyNumberOfIds_returnsThem(IdFormat format) throws IOException {
        for (int count : new int[] {0, 1, 3, 4, 5, 4095, 4096, 4097, 10_000}) {
            Random random = new Random(count);
            IdList list = new IdList(format, HeapShare.half(), "ids");
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                expected.add(id(random, format));
                list.add(expected.get(i));
                list.add(expected.get(i)); // the new id of one line is the old one of the next
            }

            assertThat(list).containsExactlyElementsOf(expected);
            assertThat(list.isEmpty()).isEqualTo(count == 0);
        }
    }

    @Test
    void add_beyondTheMemory_isRefusedByName_untilOthersAreRemoved() throws IOException {
        HeapShare heap = new HeapShare(200_000);
        IdList first = new IdList(IdFormat.SHA1, heap, "the reflogs");
        Random random = new Random(1);
        assertThatThrownBy(() -> {
                    while (true) {
                        first.add(id(random, IdFormat.SHA1));
                    }
                })
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("the reflogs need more memory")
                .hasMessageContaining("MiB")
                .hasMessageContaining("-Xmx");
        first.clear();
        assertThat(heap.left()).isEqualTo(200_000);
        assertThat(first).isEmpty();
        first.add(id(random, IdFormat.SHA1));
    }

    @Test
    void refs_ofAMillionPackedOnes_areThoseThatWereWritten() throws IOException {
        RefTips tips = new RefTips(new RepositoryKind(IdFormat.SHA1, false, false), HeapShare.half());
        List<RefTips.Ref> expected = new ArrayList<>();
        Random random = new Random(2);
        try (OutputStream out = tips.put(RawPath.of("packed-refs"))) {
            out.write("# pack-refs with: peeled fully-peeled sorted \n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 40_000; i++) {
                RefTips.Ref ref =
                        new RefTips.Ref(RawPath.of("refs/tags/" + "é".repeat(i % 50) + i), id(random, IdFormat.SHA1));
                expected.add(ref);
                out.write((ref.id() + " " + ref.name() + "\n^" + ref.id() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(tips.refs()).containsExactlyElementsOf(expected);

        String other = id(random, IdFormat.SHA1);
        try (OutputStream out = tips.put(expected.get(7).name())) {
            out.write((other + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(tips.idOf(expected.get(7).name())).isEqualTo(other);
        assertThat(tips.refs().count()).isEqualTo(expected.size());

        tips.remove(expected.get(7).name());
        assertThat(tips.idOf(expected.get(7).name())).isEqualTo(expected.get(7).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/x", "packed-refs", "logs/HEAD"})
    void put_ofAnEndlessLine_endsAtOnce(String path) {
        RefTips tips = new RefTips(new RepositoryKind(IdFormat.SHA1, false, false), HeapShare.half());
        byte[] zeros = new byte[1 << 16];

        assertThatThrownBy(() -> {
                    OutputStream out = tips.put(RawPath.of(path));
                    for (int i = 0; i < 100; i++) {
                        out.write(zeros);
                    }
                    throw new AssertionError("all of it was taken");
                })
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(path);
    }
}
