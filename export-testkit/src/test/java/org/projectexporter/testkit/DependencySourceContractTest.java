package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.plan.DependencySourceResolver;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;

/** The contract for the core's own source for targets of links; the core cannot depend on this module. */
final class DependencySourceContractTest extends SourceContract {
    @Override
    protected SourceResolver source() {
        return new DependencySourceResolver();
    }

    @Override
    protected ExportOptions options() {
        return ExportOptions.builder().includeDependencies(true).build();
    }

    @Override
    protected void makeProject(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("scenes"));
        Files.createSymbolicLink(folder.resolve("scenes/sky"), Path.of("/media/sky.mov"));
    }

    @Test
    void refer_isCalledForLinks_onlyWhereDependenciesAreAskedFor(@TempDir Path temp) throws IOException {
        Path project = temp.resolve("film");
        makeProject(project);

        assertThat(PlanWalk.of(FakeSourceContext.of(project), source()).references())
                .isEmpty();
        assertThat(PlanWalk.of(FakeSourceContext.of(project).with(options()), source())
                        .references())
                .containsExactly(new RecordingPlanSink.Reference(
                        RawPath.of("film/scenes/sky"), project.toRealPath().resolve("scenes/sky")));
    }
}
