package example.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.SourceContract;

class ObjectFolderSourceTest extends SourceContract {
    @TempDir
    Path folder;

    @Override
    protected SourceResolver source() {
        return new ObjectFolderSource();
    }

    @Override
    protected void makeProject(Path project) throws IOException {
        Files.createDirectories(project.resolve("clips"));
        point(project.resolve("clips/a.mov.object"), store(project, "a clip"));
        point(project.resolve("clips/again.mov.object"), store(project, "a clip"));
        store(project, "an earlier version, which nothing names");
        Files.writeString(project.resolve("no-pointer.object"), "something else");
    }

    @Override
    protected List<String> ownFolders() {
        return List.of(".objects", ".objects/aa", "clips");
    }

    private static String store(Path project, String content) throws IOException {
        String oid = oid(content);
        Path object = project.resolve(".objects").resolve(oid.substring(0, 2)).resolve(oid.substring(2));
        Files.createDirectories(object.getParent());
        Files.writeString(object, content);
        return "sha256 " + oid + " " + content.length() + "\n";
    }

    private static String oid(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void point(Path pointer, String line) throws IOException {
        Files.writeString(pointer, line);
    }

    @Test
    void objects_thatAPointerNames_areExported_andNoOthers() throws IOException {
        Path project = folder.resolve("film");
        makeProject(project);
        String oid = oid("a clip");
        List<String> objects = PlanWalk.of(FakeSourceContext.of(project), source()).paths().stream()
                .filter(path -> path.contains(".objects/"))
                .toList();

        assertEquals(
                List.of(
                        "film/.objects/" + oid.substring(0, 2),
                        "film/.objects/" + oid.substring(0, 2) + "/" + oid.substring(2)),
                objects.stream().sorted().toList());
    }

    @Test
    void object_thatIsMissing_orHasAnotherSize_isReported() throws IOException {
        Path project = folder.resolve("film");
        makeProject(project);
        point(project.resolve("gone.object"), "sha256 " + oid("gone") + " 4");
        point(project.resolve("short.object"), store(project, "short").replace(" 5", " 6"));
        RecordingPlanSink plan = PlanWalk.of(FakeSourceContext.of(project), source());

        assertEquals(
                List.of("film/gone.object", "film/short.object"),
                plan.findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.OBJECT_MISSING)
                        .map(finding -> String.valueOf(finding.path()))
                        .sorted()
                        .toList());
        assertTrue(plan.paths().contains("film/gone.object"));
    }
}
