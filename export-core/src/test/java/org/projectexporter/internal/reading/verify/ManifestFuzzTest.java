package org.projectexporter.internal.reading.verify;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.projectexporter.spi.RawPath;

/** Whatever is read as a manifest is refused by an {@link IOException}, or read to its end. */
class ManifestFuzzTest {
    private static final RawPath OBJECT = RawPath.of("f/.git/lfs/objects/cd/cd/cd");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "{\"exported_at\":\"2025-01-15T10:00:00Z\",\"export_options\":{\"format\":\"zip\",\"exclude\":[\"a\"]},"
                                + "\"statistics\":{\"total_files\":1,\"git_commits\":null,\"storage\":{\"git\":{\"stored_bytes\":2}}},"
                                + "\"not_in_sha256sums\":[{\"path\":\"f/.git/index\",\"path_base64\":\"Zg==\",\"sha256\":\"ab\"}],"
                                + "\"lfs_corrupt\":[{\"path\":\"f/.git/lfs/objects/cd/cd/cd\",\"oid\":\"cd\",\"size\":3}],\"hard_links\":[[1,[2]],{}]}",
                        "{\"lfs_corrupt\":[{\"oid\":{}}]}",
                        "[]")
                .map(json -> json.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrRead(byte[] bytes) {
        try {
            ManifestClaims claims =
                    ManifestClaims.read(new ByteArrayInputStream(bytes), Map.of(OBJECT, "cd"), Set.of());
            claims.value("statistics.total_files");
        } catch (IOException refused) {
            // as it should be
        }
    }
}
