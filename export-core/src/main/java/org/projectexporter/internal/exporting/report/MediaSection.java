package org.projectexporter.internal.exporting.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.internal.exporting.plan.DocumentReference;
import org.projectexporter.internal.exporting.plan.DocumentReference.Frames;
import org.projectexporter.internal.exporting.plan.DocumentReference.Status;
import org.projectexporter.spi.RawPath;

/** What timelines and other documents refer to, document by document; long lists are cut. */
final class MediaSection {
    private static final int MOST_DOCUMENTS = 200;
    private static final int MOST_REFERENCES = 30;

    /** What a reader must know first. */
    private static final List<Status> ORDER =
            List.of(Status.MISSING, Status.OUTSIDE, Status.LEFT_OUT, Status.TAKEN_ALONG, Status.IN_PROJECT);

    /** The references of one document, sorted as in the manifest. */
    private record Document(RawPath path, List<DocumentReference> references, Map<Status, Integer> counts) {
        private int count(Status status) {
            return counts.getOrDefault(status, 0);
        }

        private static Document of(List<DocumentReference> references) {
            Map<Status, Integer> counts = new EnumMap<>(Status.class);
            references.forEach(reference -> counts.merge(reference.status(), 1, Integer::sum));
            return new Document(references.get(0).from(), references, counts);
        }
    }

    private final List<DocumentReference> references;

    /** @param references sorted by document */
    MediaSection(List<DocumentReference> references) {
        this.references = references;
    }

    void write(HtmlOutput html) throws IOException {
        if (references.isEmpty()) {
            return;
        }
        List<Document> documents = documents();
        html.markup("<section>\n")
                .heading("Timelines and their media")
                .paragraph("Timelines, scenes and project files name the media that they use. These are all such"
                        + " documents that could be read, those that lack something first. Paths that begin like"
                        + " the document are in the archive.");
        for (Document document : documents.subList(0, Math.min(MOST_DOCUMENTS, documents.size()))) {
            write(document, html);
        }
        More.of(documents.size(), MOST_DOCUMENTS, "documents", html);
        html.markup("</section>\n");
    }

    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= references.size(); i++) {
            if (i == references.size()
                    || !references.get(i).from().equals(references.get(from).from())) {
                documents.add(Document.of(references.subList(from, i)));
                from = i;
            }
        }
        documents.sort(Comparator.comparing((Document document) -> document.count(Status.MISSING) == 0));
        return documents;
    }

    private static void write(Document document, HtmlOutput html) throws IOException {
        html.markup("<article>\n<h3>").name(document.path).markup("</h3>\n<p>");
        html.text(Amounts.count(document.references.size(), "reference") + ": ");
        boolean first = true;
        for (Status status : ORDER) {
            int count = document.count(status);
            if (count > 0) {
                html.text((first ? "" : ", ") + Amounts.number(count) + " " + word(status));
                first = false;
            }
        }
        html.markup(".</p>\n<table>\n<thead><tr><th scope=\"col\">Status</th><th scope=\"col\">As the document")
                .markup(" names it</th><th scope=\"col\">In the archive</th></tr></thead>\n<tbody>\n");
        int left = MOST_REFERENCES;
        for (Status status : ORDER) {
            left -= write(document, status, left, html);
        }
        html.markup("</tbody>\n</table>\n");
        More.of(document.references.size(), MOST_REFERENCES, "references", html);
        html.markup("</article>\n");
    }

    private static int write(Document document, Status status, int most, HtmlOutput html) throws IOException {
        int written = 0;
        if (document.count(status) > 0 && most > 0) {
            for (DocumentReference reference : document.references) {
                if (reference.status() == status && written < most) {
                    write(reference, html);
                    written++;
                }
            }
        }
        return written;
    }

    private static void write(DocumentReference reference, HtmlOutput html) throws IOException {
        boolean bad = reference.status() == Status.MISSING || isIncomplete(reference);
        html.markup(bad ? "<tr class=\"bad\"><td>" : "<tr><td>")
                .text(word(reference.status()))
                .markup("</td><td>")
                .name(reference.written())
                .markup("</td><td>");
        if (reference.target() != null) {
            html.name(reference.target());
        }
        for (RawPath companion : reference.companions()) {
            html.markup("<br/>").text("with ").name(companion);
        }
        Frames frames = reference.frames();
        if (frames != null) {
            html.markup("<br/>").name(frames.name()).text(frames(frames));
        }
        html.markup("</td></tr>\n");
    }

    private static boolean isIncomplete(DocumentReference reference) {
        return reference.frames() != null && reference.frames().missing() > 0;
    }

    private static String frames(Frames frames) {
        String range = frames.last() > frames.first() ? " " + frames.first() + "–" + frames.last() : "";
        String missing = frames.missing() > 0 ? ", " + Amounts.number(frames.missing()) + " missing" : "";
        return range + ": " + Amounts.count(frames.files(), "file") + missing;
    }

    private static String word(Status status) {
        return switch (status) {
            case IN_PROJECT -> "in the project";
            case TAKEN_ALONG -> "included";
            case LEFT_OUT -> "left out on purpose";
            case OUTSIDE -> "not included: outside the allowed folders";
            case MISSING -> "missing";
        };
    }
}
