package org.projectexporter.internal.exporting.plan;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;

/** A project and a folder of stock footage next to it, to which links may lead, planned with dependencies. */
@Timeout(60)
abstract class DependencyPlanning {
    private static final RawPath NAME = RawPath.of("film");

    @TempDir
    Path temp;

    Path project;

    Path stock;

    final List<SourceResolver> sources = new ArrayList<>(List.of(new DependencySourceResolver()));

    final List<Path> roots = new ArrayList<>();

    List<String> exclude = List.of();

    Set<Path> own = Set.of();

    /** The result of a planner, read back. */
    record Result(List<PlannedEntry> entries, PlanFacts facts) {
        /** The paths of the dependencies. */
        List<String> paths() {
            return entries.stream()
                    .map(entry -> entry.path().toString())
                    .filter(path -> path.startsWith("film.dependencies"))
                    .toList();
        }

        List<String> map() {
            return facts.dependencies().stream()
                    .map(dependency -> dependency.from() + " -> " + dependency.target())
                    .toList();
        }

        List<String> findings() {
            return facts.findings().stream()
                    .map(finding -> finding.kind() + " " + finding.path() + " " + finding.detail())
                    .toList();
        }
    }

    @BeforeEach
    void makeFolders() throws IOException {
        temp = temp.toRealPath();
        project = Files.createDirectories(temp.resolve("work/film"));
        stock = Files.createDirectories(temp.resolve("stock"));
        roots.add(stock);
    }

    static Path file(Path file) {
        return TestFiles.write(file, 10, 1);
    }

    Path link(String name, Path target) throws IOException {
        Path link = project.resolve(name);
        Files.createDirectories(link.getParent());
        return Files.createSymbolicLink(link, target);
    }

    Result plan() throws IOException {
        return plan(Files.createTempDirectory(temp, "plan"));
    }

    Planner planner(Path work) throws IOException {
        ExportOptions options = ExportOptions.builder()
                .includeDependencies(true)
                .exclude(exclude)
                .build();
        ReadAccess access = new ReadAccess(roots, false);
        Path folder = own.isEmpty() ? project : own.iterator().next().getParent();
        OwnFiles ownFiles = new OwnFiles(own, folder, FileStat.read(folder));
        return new Planner(
                new PlanRequest(project, NAME, options, access, ownFiles),
                sources,
                work,
                entry -> {},
                new CancellationToken());
    }

    Result plan(Path work) throws IOException {
        try (Planner planner = planner(work)) {
            List<PlannedEntry> entries = new ArrayList<>();
            try (SealedPlan.Reader reader = planner.plan().open()) {
                for (PlannedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                    entries.add(entry);
                }
            }
            return new Result(entries, PlanFacts.of(planner.facts("id", true).toBytes(), work.resolve("facts")));
        }
    }
}
