package org.projectexporter.sidecar.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=2-5,2,5",
        "bytes=2-,2,9",
        "bytes=2-99,2,9",
        "bytes=2-999999999999999999,2,9",
        "bytes=-3,7,9",
        "bytes=-99,0,9",
        "BYTES= 9-9 ,9,9"
    })
    void parse_givesThePartWithinTheWhole(String header, long first, long last) throws Exception {
        assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,3-4",
                "bytes=5-3",
                "bytes=-",
                "bytes=",
                "bytes 1-2",
                "lines=1-2",
                "bytes=1--2",
                "bytes=a-b",
                "bytes=0x1-2",
                "bytes=99999999999999999999-",
                ""
            })
    void parse_ofSeveralOrMalformedRanges_isIgnored(String header) throws Exception {
        assertThat(ByteRange.parse(header, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-11", "bytes=-0", "bytes=999999999999999999-"})
    void parse_ofARangeBeyondTheEnd_isUnsatisfiable(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 10)).isInstanceOf(ByteRange.UnsatisfiableException.class);
    }

    @Test
    void contentRange_namesTheWhole() {
        assertThat(new ByteRange(2, 5).contentRange(10)).isEqualTo("bytes 2-5/10");
    }
}
