package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

import org.projectexporter.spi.ArchiveFormat;

class ListingsTest {
    private static final List<ArchiveFormat> FORMATS =
            List.of(new FakeFormat("tar.gz", List.of(".tar.gz", ".tgz")), new FakeFormat("zip", List.of(".zip")));

    @Test
    void formats_areOneLineEach() {
        assertThat(FormatsCommand.text(FORMATS))
                .isEqualTo(
                        "tar.gz   .tar.gz .tgz   a format called tar.gz\nzip      .zip           a format called zip");
    }

    @Test
    void formatsAsJson_areOneArrayOnOneLine() {
        assertThat(FormatsCommand.json(FORMATS))
                .isEqualTo("[{\"name\":\"tar.gz\",\"suffixes\":[\".tar.gz\",\".tgz\"],"
                        + "\"description\":\"a format called tar.gz\"},"
                        + "{\"name\":\"zip\",\"suffixes\":[\".zip\"],\"description\":\"a format called zip\"}]");
    }

    @Test
    void manifest_isIndentedForPeopleAndOneLineForPrograms() throws Exception {
        String manifest = "{\"export_version\":\"1.0\",\"statistics\":{\"total_size_bytes\":5000000000}}";

        assertThat(InspectCommand.layOut(manifest, true)).isEqualTo(manifest);
        assertThat(InspectCommand.layOut(manifest, false))
                .isEqualTo(
                        """
                        {
                          "export_version" : "1.0",
                          "statistics" : {
                            "total_size_bytes" : 5000000000
                          }
                        }""");
    }
}
