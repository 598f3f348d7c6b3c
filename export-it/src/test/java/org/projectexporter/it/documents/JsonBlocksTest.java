package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.it.program.ManifestSchema;

/** JSON in documents is what the program writes or reads. That of the sidecar is in {@link SidecarDocumentTest}. */
class JsonBlocksTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static JsonNode only(String document) throws IOException {
        List<CodeBlock> blocks = CodeBlock.all("json").stream()
                .filter(block -> block.document().equals(document))
                .toList();
        assertThat(blocks).hasSize(1);
        return JSON.readTree(blocks.get(0).text());
    }

    @Test
    void blocks_areInDocumentsThatAreTested() {
        assertThat(CodeBlock.all("json").stream().map(CodeBlock::document).distinct())
                .containsExactlyInAnyOrder("docs/cli.md", "docs/manifest.md", "docs/sidecar.md");
    }

    @Test
    void options_areTheDefaults() throws IOException {
        assertThat(only("docs/cli.md"))
                .isEqualTo(JSON.readTree(ExportOptions.defaults().toJson()));
    }

    @Test
    void manifest_isAsTheSchemaDescribes() throws IOException {
        ManifestSchema.requireValid(only("docs/manifest.md"));
    }
}
