package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.FakeOutput;
import org.projectexporter.fakes.FakeSpool;
import org.projectexporter.internal.exporting.plan.OwnFiles;
import org.projectexporter.internal.exporting.plan.PlanRequest;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.progress.WritingListener;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.compress.DeflateEngine;

/** Plans a folder and writes it with a fake format into memory. */
final class EngineRun implements WritingListener, AutoCloseable {
    static final RawPath NAME = RawPath.of("film");

    private final Path temp;
    private final Path project;
    private final List<SourceResolver> sources = new ArrayList<>();
    private final CancellationToken cancellation = new CancellationToken();
    private final FakeSpool sums = new FakeSpool();
    private final Ledger ledger;
    private final FakeOutput output = new FakeOutput();
    private final List<RawPath> started = new ArrayList<>();
    private final List<Planner> planners = new ArrayList<>();
    private long wrote;

    EngineRun(Path temp, Path project) throws IOException {
        ledger = new Ledger(sums, RawPath.ROOT);
        this.temp = temp;
        this.project = project;
    }

    EngineRun source(SourceResolver source) {
        sources.add(source);
        return this;
    }

    SealedPlan plan() throws IOException {
        Path work = Files.createTempDirectory(temp, "work");
        OwnFiles own = new OwnFiles(Set.of(), work, FileStat.read(work));
        Planner planner = new Planner(
                new PlanRequest(project, NAME, ExportOptions.defaults(), ReadAccess.NONE, own),
                List.copyOf(sources),
                work,
                entry -> {},
                cancellation);
        planners.add(planner);
        return planner.plan();
    }

    /** Writes a plan that {@link #plan} has made last. */
    EngineRun write(SealedPlan plan, FakeFormat format, EngineSettings settings) throws IOException {
        ArchiveWriter writer = format.openWriter(output, null);
        Planner planner = planners.get(planners.size() - 1);
        ContentOpener opener = new ContentOpener(
                planner.kept(),
                List.of(project),
                new UnreadableFiles(ExportOptions.defaults().onUnreadable()));
        ReadingRules rules = new ReadingRules(
                format, DeflateEngine.jdk(), opener, ExportOptions.defaults(), Presence.ASSUMED, settings);
        new Assembler(rules, writer, Checkpoints.NONE, ledger, this, cancellation)
                .write(0, plan, Assembler.Start.FIRST);
        return this;
    }

    Planner planner() {
        return planners.get(planners.size() - 1);
    }

    CancellationToken cancellation() {
        return cancellation;
    }

    Ledger ledger() {
        return ledger;
    }

    String sums() throws IOException {
        Path file = temp.resolve("sums");
        ledger.sums().write(file);
        return Files.readString(file);
    }

    byte[] bytes() {
        return output.bytes();
    }

    List<RawPath> started() {
        return started;
    }

    long wrote() {
        return wrote;
    }

    @Override
    public void starts(PlannedEntry entry) {
        started.add(entry.path());
    }

    @Override
    public void wrote(long bytes) {
        wrote += bytes;
    }

    @Override
    public void ends(PlannedEntry entry) {}

    @Override
    public void close() {
        for (Planner planner : planners) {
            try {
                planner.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
