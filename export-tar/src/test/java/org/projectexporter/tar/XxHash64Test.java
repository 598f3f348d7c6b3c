package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdCompressCtx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.projectexporter.testkit.SampleContent;

final class XxHash64Test {
    private static long hash(byte[] content) {
        XxHash64 hash = new XxHash64();
        hash.update(ByteBuffer.wrap(content));
        return hash.value();
    }

    /** Published values of XXH64 with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1"
    })
    void value_isThePublishedOne(String text, String expected) {
        assertThat(Long.toHexString(hash(text.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(expected);
    }

    /** The last four bytes of a frame are the low half of the hash: RFC 8878 section 3.1.1. */
    @Test
    void value_isWhatZstdComputes_forEveryLengthOfRest() throws IOException {
        ZstdLibrary.load();
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setChecksum(true);
            for (int length = 0; length < 200; length++) {
                byte[] content = SampleContent.noise(length);
                byte[] frame = zstd.compress(content);
                int checksum =
                        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(frame.length - 4);
                assertThat((int) hash(content)).as("%d bytes", length).isEqualTo(checksum);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 31, 32, 33, 100})
    void value_doesNotDependOnHowTheContentIsCut_norOnTheKindOfBuffer(int cut) {
        byte[] content = SampleContent.noise(1000);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(content.length).put(content).flip();
        XxHash64 hash = new XxHash64();
        hash.update(direct);
        hash.reset();
        for (int at = 0; at < content.length; at += cut) {
            hash.update(direct.slice(at, Math.min(cut, content.length - at)));
        }
        assertThat(hash.value()).isEqualTo(hash(content));
    }
}
