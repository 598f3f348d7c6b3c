package org.projectexporter.media;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/** Reads each document that the walk reaches. A document that cannot be read is reported, and exported as it is. */
final class MediaSource implements ProjectSource {
    private final SourceContext context;

    MediaSource(SourceContext context) {
        this.context = context;
    }

    @Override
    public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        DocumentFormat format = item.isFile() ? DocumentFormats.of(item.name()) : null;
        if (format != null) {
            read(format, item, entry, sink);
        }
        return entry;
    }

    private void read(DocumentFormat format, SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        Document document = Document.of(item, entry, context);
        FoundReferences found = new FoundReferences(entry.path(), document.folder(), context.pathMappings());
        try {
            format.read(document, found);
        } catch (NoSuchFileException e) {
            return; // reported as vanished when it is to be read
        } catch (ExportCancelledException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // parsers throw others than those that they declare
            context.checkCancelled();
            sink.report(Finding.of(Finding.Kind.UNRESOLVED, entry.path(), "what it refers to is unknown: " + why(e)));
        }
        for (PlanSink.Reference reference : found.all()) {
            sink.refer(reference);
        }
    }

    /** In one line, without anything that could be a path of this machine. */
    static String why(Exception e) {
        return e instanceof UnreadableDocumentException
                ? String.valueOf(e.getMessage())
                : "it cannot be read as a document of its kind";
    }
}
