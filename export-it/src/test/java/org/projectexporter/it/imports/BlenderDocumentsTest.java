package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** Scenes that Blender itself has written, against what it says that they refer to. */
@Tag("import")
class BlenderDocumentsTest {
    private static final List<String> SCENES = List.of("absolute ä.blend", "relative.blend");
    /** The second image of a strip: ours is one reference for both. */
    private static final String SECOND = "plate.002.png";

    @TempDir
    Path temp;

    private Path base;
    private Path script;

    private void blender(Path scene, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("blender", "-b", "--factory-startup", "--python-exit-code", "3"));
        if (Files.exists(scene)) {
            command.add(scene.toString());
        }
        command.addAll(List.of("--python", script.toString(), "--"));
        command.addAll(List.of(arguments));
        Exec.in(base).run(command).ok();
    }

    /** What Blender says that a scene refers to, after these changes. */
    private JsonNode paths(Path scene, List<String> changes) throws IOException {
        Path answer = base.resolve("answer.json");
        List<String> arguments = new ArrayList<>(List.of("paths", answer.toString()));
        arguments.addAll(changes);
        blender(scene, arguments.toArray(String[]::new));
        return new ObjectMapper().readTree(answer.toFile());
    }

    private static Stream<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts.stream();
    }

    private static String first(String path) {
        return path.replace("<UDIM>", "1001");
    }

    /** Old and new path of what is to be changed by hand. */
    private static List<String> byHand(ImportResult imported, String scene) {
        List<String> changes = new ArrayList<>();
        for (ImportResult.Relinked document : imported.relinked()) {
            for (ImportResult.ByHand each :
                    document.document().endsWith(scene) ? document.byHand() : List.<ImportResult.ByHand>of()) {
                boolean cache = each.written().endsWith("/ocean");
                String name = each.written().substring(each.written().lastIndexOf('/') + 1);
                boolean folder = Files.isDirectory(each.target()) && !cache;
                changes.add(each.written().replace("###", "001"));
                changes.add((folder ? each.target().resolve(name) : each.target())
                        .toString()
                        .replace("###", "001"));
            }
        }
        return changes;
    }

    @Test
    void everyReferenceIsFound_noneIsInvented_andTheListOfAnImportLeadsToAll() throws Exception {
        Tools.require("blender");
        base = temp.toRealPath();
        script = Path.of(Objects.requireNonNull(getClass().getResource("/blender-scenes.py"))
                .toURI());
        Path film = Files.createDirectories(base.resolve("film"));
        Path stock = Files.createDirectories(base.resolve("stock ü 100%"));
        blender(base.resolve("none"), "make", film.toString(), stock.toString());

        Exported exported = Exported.exited(
                4, base.resolve("out"), "zip", film, "--dependencies", "--dependency-root", stock.toString());

        JsonNode references = exported.manifest().at("/references");
        for (String scene : SCENES) {
            List<String> found = new ArrayList<>();
            for (JsonNode each : references) {
                if (each.at("/path").asText().equals("film/" + scene)) {
                    found.add(each.at("/written").asText());
                    assertThat(each.at("/status").asText())
                            .as(each.toString())
                            .matches(
                                    each.at("/written").asText().endsWith("gone.png")
                                            ? "missing"
                                            : "in_project|taken_along");
                }
            }
            assertThat(found)
                    .filteredOn(written -> !written.contains("plate.###.png"))
                    .containsExactlyInAnyOrderElementsOf(
                            texts(paths(film.resolve(scene), List.of()).at("/written"))
                                    .filter(written -> !written.endsWith(SECOND))
                                    .toList());
            assertThat(found).anyMatch(written -> written.endsWith("tex/plate.###.png"));
        }

        Path gone = Files.createDirectories(base.resolve("gone"));
        Files.move(film, gone.resolve("film"));
        Files.move(stock, gone.resolve("stock"));
        Path copy = Files.createDirectories(base.resolve("else where")).resolve("cöpy #2");
        ImportRequest request =
                ImportRequest.builder(exported.archive(), copy).relink(true).build();
        ImportResult imported = ProjectImporter.create().importProject(request, ProgressListener.NONE);

        for (String scene : SCENES) {
            List<String> paths = texts(
                            paths(copy.resolve(scene), byHand(imported, scene)).at("/absolute"))
                    .toList();
            // its strip keeps a copy of the first path, too, which is not what is played, and which nothing can change
            assertThat(paths).contains(copy + ".dependencies/stock ü 100%/rain.wav");
            assertThat(paths)
                    .filteredOn(path -> !path.endsWith("gone.png") && !path.endsWith("rain.wav"))
                    .hasSizeGreaterThan(15)
                    .allMatch(path -> Files.exists(Path.of(first(path))), "is there")
                    .allMatch(path -> path.startsWith(copy.toString()), "is in the copy");
        }
    }
}
