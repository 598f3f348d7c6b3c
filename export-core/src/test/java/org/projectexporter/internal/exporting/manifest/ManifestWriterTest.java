package org.projectexporter.internal.exporting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;
import org.projectexporter.fakes.FakeSpool;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

class ManifestWriterTest {
    private static final String OID = "ab".repeat(32);

    @TempDir
    Path temp;

    private JsonNode write(RawPath name, OptionalLong commits, List<Finding> findings) throws IOException {
        SealedPlan plan = SealedPlan.of(
                temp.resolve("plan"), PlannedEntry.directory(name, EntryRole.WORKING_TREE, Instant.EPOCH, 0755));
        Path file = temp.resolve("manifest.json");
        ManifestWriter.write(
                new ManifestFacts(
                        Instant.parse("2025-01-15T10:00:00Z"),
                        ExportOptions.defaults(),
                        name,
                        Optional.empty(),
                        new ManifestFacts.Found(
                                plan,
                                new Ledger(new FakeSpool(), RawPath.ROOT),
                                FromTree.NONE,
                                new PlanFacts(
                                        "id",
                                        new PlanFacts.ProjectFacts(commits, List.of()),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of()),
                                findings)),
                file);
        assertThat(Files.readString(file)).endsWith("}\n").doesNotContain("\r");
        return new ObjectMapper().readTree(Files.readAllBytes(file));
    }

    @Test
    void write_startsWithTheDocumentedFieldsInTheirOrder() throws IOException {
        JsonNode manifest = write(RawPath.of("film"), OptionalLong.of(45), List.of());

        List<String> names = new ArrayList<>();
        manifest.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .startsWith("export_version", "project_id", "exported_at", "export_options", "statistics")
                .doesNotHaveDuplicates();
        assertThat(manifest.path("project_id").textValue()).isEqualTo("id");
        assertThat(manifest.path("exported_at").textValue()).isEqualTo("2025-01-15T10:00:00Z");
        assertThat(manifest.path("statistics").path("git_commits").longValue()).isEqualTo(45);
    }

    @Test
    void write_ofUnknownCommits_saysNull() throws IOException {
        JsonNode statistics =
                write(RawPath.of("film"), OptionalLong.empty(), List.of()).path("statistics");

        assertThat(statistics.has("git_commits")).isTrue();
        assertThat(statistics.path("git_commits").isNull()).isTrue();
    }

    @Test
    void write_ofANameThatIsNotUtf8_writesItsBytesToo() throws IOException {
        byte[] bytes = "film\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        JsonNode manifest = write(RawPath.of(bytes), OptionalLong.of(0), List.of());

        assertThat(manifest.path("name").textValue()).isEqualTo("film\uFFFD");
        assertThat(Base64.getDecoder().decode(manifest.path("name_base64").textValue()))
                .isEqualTo(bytes);
        assertThat(write(RawPath.of("é"), OptionalLong.of(0), List.of()).has("name_base64"))
                .isFalse();
    }

    @Test
    void write_putsEveryFindingIntoOneList() throws IOException {
        for (Finding.Kind kind : Finding.Kind.values()) {
            RawPath path = RawPath.of("film/" + kind);
            JsonNode manifest = write(
                    RawPath.of("film"), OptionalLong.of(0), List.of(Finding.ofObject(kind, path, "what", OID, 7)));
            List<JsonNode> found = manifest.findParents("oid");
            assertThat(found).as(kind.toString()).singleElement().satisfies(node -> {
                assertThat(node.path("path").textValue()).isEqualTo(path.toString());
                assertThat(node.path("what").textValue()).isEqualTo("what");
                assertThat(node.path("oid").textValue()).isEqualTo(OID);
                assertThat(node.path("size").longValue()).isEqualTo(7);
            });
        }
    }

    @Test
    void write_ofANoteWithoutAPlace_hasNoPath() throws IOException {
        JsonNode note = write(RawPath.of("film"), OptionalLong.of(0), List.of(Finding.note("by the way")))
                .path("notes")
                .path(0);

        assertThat(note.has("path")).isFalse();
        assertThat(note.has("size")).isFalse();
        assertThat(note.path("what").textValue()).isEqualTo("by the way");
    }
}
