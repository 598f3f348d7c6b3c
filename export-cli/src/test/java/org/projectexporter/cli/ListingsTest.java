package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

import org.projectexporter.plugins.PluginPath;
import org.projectexporter.spi.ArchiveFormat;

class ListingsTest {
    private static final List<ArchiveFormat> FORMATS =
            List.of(new FakeFormat("tar.gz", List.of(".tar.gz", ".tgz")), new FakeFormat("zip", List.of(".zip")));

    private static final Listing BUNDLED = new Listing(PluginPath.none());

    @Test
    void formats_areOneLineEach() {
        assertThat(FormatsCommand.text(FORMATS, BUNDLED))
                .isEqualTo("tar.gz   .tar.gz .tgz   a format called tar.gz [bundled]\n"
                        + "zip      .zip           a format called zip [bundled]");
    }

    @Test
    void formatsAsJson_areOneArrayOnOneLine() {
        assertThat(FormatsCommand.json(FORMATS, BUNDLED))
                .isEqualTo("[{\"name\":\"tar.gz\",\"suffixes\":[\".tar.gz\",\".tgz\"],"
                        + "\"description\":\"a format called tar.gz\",\"resumable\":false,\"needs_seek\":false,\"plugin\":null},"
                        + "{\"name\":\"zip\",\"suffixes\":[\".zip\"],\"description\":\"a format called zip\","
                        + "\"resumable\":false,\"needs_seek\":false,\"plugin\":null}]");
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
