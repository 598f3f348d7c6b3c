package org.projectexporter.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalLong;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** A sink whose calls are announced, so that they can fail. */
final class WatchedPlanSink implements PlanSink {
    private final PlanSink sink;
    private final PlanWalk.Events events;

    WatchedPlanSink(PlanSink sink, PlanWalk.Events events) {
        this.sink = sink;
        this.events = events;
    }

    @Override
    public void add(PlannedEntry entry) throws IOException {
        events.contributes();
        sink.add(entry);
    }

    @Override
    public Content.Captured capture(byte[] bytes) throws IOException {
        events.contributes();
        return sink.capture(bytes);
    }

    @Override
    public Content.Captured capture(InputStream content) throws IOException {
        events.contributes();
        return sink.capture(content);
    }

    @Override
    public void read(Content.Captured captured, long position, ByteBuffer into) throws IOException {
        events.contributes();
        sink.read(captured, position, into);
    }

    @Override
    public boolean hold(SourceItem item) throws IOException {
        events.contributes();
        return sink.hold(item);
    }

    @Override
    public boolean delegate(SourceItem item) throws IOException {
        return sink.delegate(item);
    }

    @Override
    public void refer(RawPath from, Path target) throws IOException {
        events.contributes();
        sink.refer(from, target);
    }

    @Override
    public void refer(Reference reference) throws IOException {
        events.contributes();
        sink.refer(reference);
    }

    @Override
    public void notImported(RawPath path) {
        sink.notImported(path);
    }

    @Override
    public void report(Finding finding) {
        sink.report(finding);
    }

    @Override
    public void commits(OptionalLong reachable, Collection<String> rootCommits) {
        sink.commits(reachable, rootCommits);
    }
}
