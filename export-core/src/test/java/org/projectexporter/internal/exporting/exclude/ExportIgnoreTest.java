package org.projectexporter.internal.exporting.exclude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.fakes.FakeSource;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.plan.OwnFiles;
import org.projectexporter.internal.exporting.plan.PlanRequest;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** The files {@code .exportignore} of a project leave out what Git would ignore by such files. */
class ExportIgnoreTest {
    private static final RawPath NAME = RawPath.of("film");
    private static final int TREES = 60;

    @TempDir
    Path temp;

    private ExportOptions options = ExportOptions.defaults();
    private FakeSource source = new FakeSource("none", 1, context -> new ProjectSource() {});

    private record Result(Set<RawPath> files, List<Finding> findings, List<LeftOut.Count> leftOut) {
        List<String> names() {
            return files.stream().map(RawPath::toString).toList();
        }
    }

    private Path project() {
        return temp.resolve("project");
    }

    private void file(String path) {
        TestFiles.write(project().resolve(path), 10, 1);
    }

    private void ignore(String folder, String... lines) throws IOException {
        Path file = project().resolve(folder).resolve(".exportignore");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** The entries of the plan except folders, relative to the project's folder. */
    private Result plan() throws IOException {
        Path work = Files.createTempDirectory(temp, "work");
        OwnFiles own = new OwnFiles(Set.of(), project(), FileStat.read(project()));
        Set<RawPath> files = new TreeSet<>();
        try (Planner planner = new Planner(
                new PlanRequest(project(), NAME, options, ReadAccess.NONE, own),
                List.of(source),
                work,
                entry -> {
                    if (entry.type() != EntryType.DIRECTORY) {
                        files.add(entry.path().relativeTo(NAME));
                    }
                },
                new CancellationToken())) {
            planner.plan();
            return new Result(
                    files, planner.findings(), planner.facts("id", true).leftOut());
        }
    }

    @Test
    void plan_ofManyTrees_holdsWhatGitWouldNotIgnore() throws Exception {
        options =
                ExportOptions.builder().includeCache(true).includeSecrets(true).build();
        for (int seed = 0; seed < TREES; seed++) {
            IgnoreTree.make(project().resolve("tree-" + seed), seed);
        }

        Set<RawPath> expected = notIgnored();
        Set<RawPath> actual = plan().files();

        assertThat(expected).hasSizeGreaterThan(TREES * 3);
        Set<RawPath> onlyGit = new TreeSet<>(expected);
        onlyGit.removeAll(actual);
        Set<RawPath> onlyHere = new TreeSet<>(actual);
        onlyHere.removeAll(expected);
        assertThat(onlyGit)
                .as("what only Git keeps; the number of a tree is its seed")
                .isEmpty();
        assertThat(onlyHere)
                .as("what only Git ignores; the number of a tree is its seed")
                .isEmpty();
    }

    private Set<RawPath> notIgnored() throws IOException, InterruptedException {
        Path git = temp.resolve("git");
        run("init", "-q", "--bare", git.toString());
        byte[] out = run(
                "--git-dir=" + git,
                "--work-tree=" + project(),
                "ls-files",
                "-z",
                "--others",
                "--exclude-per-directory=.exportignore");
        Set<RawPath> paths = new TreeSet<>();
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        for (byte b : out) {
            if (b == 0) {
                paths.add(RawPath.of(path.toByteArray()));
                path.reset();
            } else {
                path.write(b);
            }
        }
        return paths;
    }

    private byte[] run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("git");
        builder.command().addAll(List.of(arguments));
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
        Process process = builder.directory(project().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return out;
    }

    @Test
    void plan_takesTheDeeperFileOverTheUpperOne_andTheUserOverAll() throws IOException {
        ignore("", "*.mov", "!keep.mov");
        ignore("rushes", "!day1.mov", "keep.mov");
        file("a.mov");
        file("keep.mov");
        file("rushes/day1.mov");
        file("rushes/day2.mov");
        file("rushes/keep.mov");

        assertThat(plan().names())
                .containsExactly(".exportignore", "keep.mov", "rushes/.exportignore", "rushes/day1.mov");

        options = ExportOptions.builder()
                .exclude(List.of("day1.mov", "!day2.mov"))
                .build();
        assertThat(plan().names())
                .containsExactly(".exportignore", "keep.mov", "rushes/.exportignore", "rushes/day2.mov");
    }

    @Test
    void plan_countsWhatIsLeftOut_withTheFileThatHoldsThePattern() throws IOException {
        ignore("", "*.mov");
        ignore("rushes", "*.mov", "raw/");
        file("a.mov");
        file("rushes/a.mov");
        file("rushes/b.mov");
        file("rushes/raw/deep/x");

        assertThat(plan().leftOut())
                .containsExactly(
                        new LeftOut.Count("*.mov", "exportignore", RawPath.of("film/.exportignore"), 1, 10, 0, 0),
                        new LeftOut.Count(
                                "*.mov", "exportignore", RawPath.of("film/rushes/.exportignore"), 2, 20, 0, 0),
                        new LeftOut.Count(
                                "raw/", "exportignore", RawPath.of("film/rushes/.exportignore"), 1, 10, 0, 0));
    }

    @Test
    void plan_keepsWhatADefaultWouldTake_whereANegatedPatternSaysSo() throws IOException {
        ignore("", "!keep.tmp", "!.env", "!04_Cache/");
        file("keep.tmp");
        file("other.tmp");
        file(".env");
        file("04_Cache/x");

        assertThat(plan().names()).containsExactly(".env", ".exportignore", "04_Cache/x", "keep.tmp");
    }

    @Test
    void plan_takesWhatGitTracks_andAFolderThatIsTakenHasNoSayOfItsOwn() throws IOException {
        ignore("", "out/", "tracked.mov");
        ignore("out", "!keep");
        file("out/keep");
        file("tracked.mov");
        source = new FakeSource("tracked", 1, context -> new ProjectSource() {
            @Override
            public boolean protects(RawPath path) {
                return true;
            }
        });

        Result result = plan();

        assertThat(result.names()).containsExactly(".exportignore");
        assertThat(result.leftOut())
                .contains(new LeftOut.Count(
                        "tracked.mov", "exportignore", RawPath.of("film/.exportignore"), 1, 10, 1, 0));
    }

    @Test
    void plan_withAnIgnoreFileThatIsNotRegular_doesNotReadIt() throws IOException {
        file("a.mov");
        TestFiles.write(temp.resolve("patterns"), "*.mov\n".getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(project().resolve(".exportignore"), temp.resolve("patterns"));
        Files.createDirectories(project().resolve("x/.exportignore"));

        Result result = plan();

        assertThat(result.names()).containsExactly(".exportignore", "a.mov");
        assertThat(result.findings())
                .containsExactlyInAnyOrder(
                        Finding.of(
                                Finding.Kind.NOTE,
                                RawPath.of("film/.exportignore"),
                                "is not a regular file, so it leaves nothing out"),
                        Finding.of(
                                Finding.Kind.NOTE,
                                RawPath.of("film/x/.exportignore"),
                                "is not a regular file, so it leaves nothing out"));
    }

    @Test
    void plan_withAFileThatIsTooLarge_namesIt() throws IOException {
        TestFiles.write(
                project().resolve("x/.exportignore"),
                "#".repeat(IgnoreFile.LARGEST).getBytes(StandardCharsets.UTF_8));
        assertThat(plan().names()).containsExactly("x/.exportignore");

        TestFiles.write(
                project().resolve("x/.exportignore"),
                "#".repeat(IgnoreFile.LARGEST + 1).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::plan)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("x/.exportignore is larger");
    }

    @Test
    void plan_withPatternsThatCanMatchNothing_reportsTheirLines() throws IOException {
        ignore("", "# a comment", "[a", "", "*.mov", "b\\");
        file("[a");
        file("a.mov");

        Result result = plan();

        assertThat(result.names()).containsExactly(".exportignore", "[a");
        assertThat(result.findings())
                .containsExactly(Finding.of(
                        Finding.Kind.NOTE,
                        RawPath.of("film/.exportignore"),
                        "patterns that can match nothing, in lines 2, 5"));
    }

    @Test
    void isTakenByPattern_knowsTheFilesBelow_andLooksNeitherThroughLinksNorAbove() throws IOException {
        ignore("rushes", "*.mov");
        file("real");
        TestFiles.write(temp.resolve("outside/.exportignore"), "*\n".getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(project().resolve("link"), temp.resolve("outside"));
        SourceContext[] seen = new SourceContext[1];
        source = new FakeSource("curious", 1, context -> {
            seen[0] = context;
            return new ProjectSource() {};
        });
        plan();

        assertThat(seen[0].isTakenByPattern(RawPath.of("rushes/a.mov"))).isTrue();
        assertThat(seen[0].isTakenByPattern(RawPath.of("rushes/deep/er/a.mov"))).isTrue();
        assertThat(seen[0].isTakenByPattern(RawPath.of("node_modules/x"))).isTrue();
        assertThat(seen[0].isTakenByPattern(RawPath.of("a.mov"))).isFalse();
        assertThat(seen[0].isTakenByPattern(RawPath.of("link/x"))).isFalse();
        assertThat(seen[0].isTakenByPattern(RawPath.of("../outside/x"))).isFalse();
    }
}
