package org.projectexporter.spi.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.RunSettings;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;

class HeapShareTest {
    @Test
    void take_ofMoreThanIsLeft_isRefused_andTakesNothing() throws IOException {
        HeapShare share = new HeapShare(100);
        share.take(60, "the refs");

        assertThatThrownBy(() -> share.take(41, "the refs"))
                .isInstanceOf(MemoryException.class)
                .hasFieldOrPropertyWithValue("reason", ExportException.Reason.OUT_OF_MEMORY)
                .hasMessageStartingWith("the refs need more memory than Java was started with (a heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB); start it with a larger heap");
        assertThat(share.left()).isEqualTo(40);
        share.take(40, "the refs");
        share.release(100);
        assertThat(share.left()).isEqualTo(100);
    }

    @Test
    void defaultMemory_isAQuarterOfTheHeap_andNeverMoreThan64Mib() {
        assertThat(RunSettings.defaultMemoryBytes())
                .isEqualTo(Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    @Test
    void workAtOnce_keepsThreadsBusy_asFarAsTheMemoryReaches() {
        assertThat(context(8, Long.MAX_VALUE).workAtOnce(5 << 19)).isEqualTo(18);
        assertThat(context(8, 10 << 20).workAtOnce(5 << 19)).isEqualTo(4);
        assertThat(context(8, 1).workAtOnce(5 << 19)).isEqualTo(1);
        assertThat(context(1, 192 << 20).workAtOnce(5 << 19)).isEqualTo(4);
    }

    private static WriterContext context(int parallelism, long workBytes) {
        return new WriterContext() {
            @Override
            public int compressionLevel() {
                return 6;
            }

            @Override
            public int parallelism() {
                return parallelism;
            }

            @Override
            public long workBytes() {
                return workBytes;
            }

            @Override
            public Spool newSpool(String name) {
                throw new AssertionError();
            }
        };
    }
}
