package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.AwkwardFiles;
import org.projectexporter.testkit.reseal.Resealed;

/** What other systems cannot keep is reported before the first byte, and in the manifest. */
class PortabilityTest {
    @TempDir
    static Path temp;

    private static Path project;
    private static Exported zip;
    private static Exported tar;

    @BeforeAll
    static void exportAwkwardFiles() throws IOException {
        project = Files.createDirectory(temp.resolve("film"));
        AwkwardFiles.addTracked(project);
        zip = Exported.to(temp.resolve("zip"), "zip", project, "--progress", "json");
        tar = Exported.to(temp.resolve("tar"), "tar", project, "--progress", "none", "--json");
    }

    private static Map<String, Long> counts(JsonNode portability) {
        Map<String, Long> counts = new TreeMap<>();
        portability.forEach(issue ->
                counts.put(issue.at("/kind").asText(), issue.at("/count").asLong()));
        return counts;
    }

    private static JsonNode issue(String kind) throws IOException {
        for (JsonNode issue : zip.manifest().at("/portability")) {
            if (issue.at("/kind").asText().equals(kind)) {
                return issue;
            }
        }
        throw new AssertionError("no " + kind);
    }

    @Test
    void manifest_countsThemByKind_hardLinksWhereTheFormatKeepsNone() throws IOException {
        Map<String, Long> expected = new TreeMap<>(Map.of(
                "reserved_name", 1L,
                "trailing_dot_or_space", 1L,
                "forbidden_character", 3L,
                "case_collision", 1L,
                "unicode_collision", 1L,
                "not_utf8", 1L,
                "long_path", 11L,
                "symbolic_link", 6L));
        assertThat(counts(tar.manifest().at("/portability"))).isEqualTo(expected);
        expected.put("hard_link", 1L);
        assertThat(counts(zip.manifest().at("/portability"))).isEqualTo(expected);
    }

    @Test
    void manifest_namesExamples_withWhatTheyCollideWith_andTheirBytes() throws IOException {
        assertThat(issue("case_collision").at("/examples/0/path").asText()).isEqualTo("film/05_Odd/case.TXT");
        assertThat(issue("case_collision").at("/examples/0/collides_with").asText())
                .isEqualTo("film/05_Odd/Case.txt");
        assertThat(Base64.getDecoder()
                        .decode(issue("not_utf8").at("/examples/0/path_base64").asText()))
                .endsWith(AwkwardFiles.NOT_UTF8.bytes());
        assertThat(issue("reserved_name").at("/what").asText()).contains("Windows");
    }

    /** Archives made before 1.0 have other terms in their manifests, which no reader depends on. */
    @Test
    void archiveWithTheEarlierTerms_isVerifiedAndImported() throws IOException {
        Path archive = temp.resolve("earlier.zip");
        Resealed.of(zip.archive())
                .manifestText(text -> text.replace("case_collision", "case_twin")
                        .replace("unicode_collision", "unicode_twin")
                        .replace("collides_with", "twin_of"))
                .write(archive);

        assertThat(temp.resolve("earlier.zip.manifest.json"))
                .content()
                .contains("\"case_twin\"", "\"twin_of\"")
                .doesNotContain("collision");
        CommandLine.in(temp).run("verify", archive.toString()).ok();
        CommandLine.in(temp).run("import", archive.toString(), "earlier").ok();
        assertThat(temp.resolve("earlier/05_Odd/case.TXT")).exists();
    }

    @Test
    void export_saysSoBeforeItWrites_onOneLineForEachKind() {
        List<String> lines = zip.run().errors().lines().toList();
        List<String> said = lines.stream()
                .filter(line -> line.startsWith("project-export:   "))
                .toList();
        int last = lines.lastIndexOf(said.get(said.size() - 1));

        assertThat(said).hasSize(9);
        assertThat(said.get(0))
                .isEqualTo("project-export:   names that Windows keeps for devices: film/05_Odd/CON.txt");
        assertThat(said).anyMatch(line -> line.contains("film/05_Odd/case.TXT (collides with Case.txt)"));
        assertThat(said).anyMatch(line -> line.endsWith("it's \"quoted\".txt, and 1 more"));
        assertThat(said).anyMatch(line -> line.endsWith(", and 9 more"));
        assertThat(said).allMatch(line -> line.length() < 300);
        assertThat(lines.subList(0, last)).noneMatch(line -> line.contains("\"phase\":\"writing\""));
        assertThat(lines.subList(last, lines.size())).anyMatch(line -> line.contains("\"phase\":\"writing\""));
    }

    @Test
    void json_hasTheSameCounts() throws IOException {
        JsonNode result = new ObjectMapper().readTree(tar.run().text());

        assertThat(counts(result.at("/portability")))
                .isEqualTo(counts(tar.manifest().at("/portability")));
        assertThat(result.at("/portability/0/examples/0").asText()).isEqualTo("film/05_Odd/CON.txt");
    }

    @Test
    void aProjectThatSurvivesEverywhere_givesAnEmptyList_andNoWord() throws IOException {
        Path plain = Files.createDirectory(temp.resolve("plain"));
        Files.writeString(plain.resolve("script.txt"), "INT. NIGHT\n");
        Exported exported = Exported.to(temp.resolve("out"), "zip", plain, "--progress", "none");

        assertThat(exported.manifest().at("/portability").isArray()).isTrue();
        assertThat(exported.manifest().at("/portability")).isEmpty();
        assertThat(exported.run().errors()).isEmpty();
    }
}
