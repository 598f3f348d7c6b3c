package org.projectexporter.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;

/** A project named film with documents, and what the source finds in them. */
final class FilmFolder {
    private final Path folder;
    private UnaryOperator<FakeSourceContext> context = UnaryOperator.identity();

    FilmFolder(Path temp) throws IOException {
        folder = Files.createDirectories(temp.resolve("film")).toRealPath();
    }

    Path folder() {
        return folder;
    }

    FilmFolder with(String name, String content) throws IOException {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    FilmFolder with(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    FilmFolder mapping(String from, String to) {
        UnaryOperator<FakeSourceContext> before = context;
        context = given -> before.apply(given).mapping(from, Path.of(to));
        return this;
    }

    RecordingPlanSink plan() throws IOException {
        ExportOptions options =
                ExportOptions.builder().includeDependencies(true).build();
        FakeSourceContext given = FakeSourceContext.of(folder).with(options);
        return PlanWalk.of(context.apply(given), new MediaSourceResolver());
    }

    /** Each reference as one line: what is written, where it may be, what is special. Paths are below the project. */
    List<String> references() throws IOException {
        RecordingPlanSink plan = plan();
        assertReadable(plan);
        return plan.documentReferences().stream().map(this::line).toList();
    }

    private static void assertReadable(RecordingPlanSink plan) {
        if (!plan.findings().isEmpty()) {
            throw new AssertionError(plan.findings().toString());
        }
    }

    /** What was reported about documents that cannot be read. */
    List<String> complaints() throws IOException {
        return plan().findings(Finding.Kind.UNRESOLVED).stream()
                .map(finding -> finding.path() + ": " + finding.detail())
                .toList();
    }

    private String line(PlanSink.Reference reference) {
        StringBuilder line = new StringBuilder(reference.written()).append(" ->");
        reference.paths().forEach(path -> line.append(' ').append(shown(path)));
        PlanSink.Frames frames = reference.frames();
        if (frames != null) {
            line.append(" [").append(frames.before()).append('|').append(frames.digits());
            line.append('|').append(frames.after()).append(']');
            PlanSink.Frames.Range range = frames.range();
            if (range != null) {
                line.append(' ').append(range.first()).append('-').append(range.last());
                line.append('x').append(range.step()).append(range.allNeeded() ? "" : " any");
            }
        }
        return line.append(reference.needed() ? "" : " optional").toString();
    }

    private String shown(Path path) {
        Path normal = path.normalize();
        if (normal.equals(folder)) {
            return ".";
        }
        return normal.startsWith(folder) ? folder.relativize(normal).toString() : normal.toString();
    }
}
