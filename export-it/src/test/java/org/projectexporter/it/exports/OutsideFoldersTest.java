package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOutline;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.SourceException;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Parts of a repository outside the project: who may have them read, and how this is reported. */
class OutsideFoldersTest {
    @TempDir
    Path temp;

    private Path common;
    private Path project;
    private Path target;

    @BeforeEach
    void makeALinkedWorktree() throws IOException {
        GitFixture main =
                GitFixture.init(temp.resolve("main")).file("a.txt", "a\n").commit("First");
        project = temp.resolve("cut");
        main.git("worktree", "add", "-q", "-b", "cut", project.toString());
        common = main.folder().resolve(".git").toRealPath();
        target = Files.createDirectories(temp.resolve("out")).resolve("cut.tar");
    }

    private ExportRequest.Builder request() {
        return ExportRequest.builder(project, target);
    }

    @Test
    void commandLine_readsThem_andSaysSoBeforeItWrites() throws IOException {
        ToolRun run = CommandLine.in(temp).export(project, target).ok();

        assertThat(run.errors())
                .contains("reading outside the project: " + common)
                .contains("reading outside the project: " + common.resolve("worktrees/cut"));
        Path restored = Unpacker.GNU_TAR.unpack(target, "tar", temp.resolve("restored"));
        assertThat(GitFixture.at(restored.resolve("cut")).git("log", "--format=%s"))
                .isEqualTo("First");
    }

    @Test
    void library_refuses_andLeavesNothing() throws IOException {
        assertThatThrownBy(() -> ProjectExporter.create().export(request().build(), event -> {}))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("option dependencyRoots")
                .hasMessageContaining("repositoryFolders");
        try (var left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void library_withAnAllowedRoot_readsWhatIsBelowIt() throws IOException {
        List<Path> reported = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void onProgress(ProgressEvent event) {}

            @Override
            public void onPlanned(ExportOutline outline) {
                reported.addAll(outline.outside());
            }
        };

        ExportResult result = ProjectExporter.create()
                .export(request().dependencyRoots(List.of(temp.resolve("main"))).build(), listener);

        assertThat(result.incomplete()).isFalse();
        assertThat(reported).containsExactlyInAnyOrder(common, common.resolve("worktrees/cut"));
    }
}
