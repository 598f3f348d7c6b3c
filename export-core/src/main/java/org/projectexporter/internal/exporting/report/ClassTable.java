package org.projectexporter.internal.exporting.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOutline.FileClass;
import org.projectexporter.internal.exporting.engine.ContentClass;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.engine.Ledger.Count;
import org.projectexporter.spi.EntryRole;

/** The bytes of an archive by class: a table with a bar in each row. */
final class ClassTable {
    private static final int WIDTH = 100;
    /** The shortest bar that can be seen. */
    private static final double LEAST = 0.5;

    private record Row(FileClass fileClass, String label, Count count) {}

    private final List<Row> rows = new ArrayList<>();

    ClassTable(Ledger ledger) {
        add(FileClass.MEDIA, "Pictures, sound and video", ledger.count(ContentClass.MEDIA));
        add(
                FileClass.LFS_VERSIONS,
                "Media kept by Git LFS, all versions",
                ledger.count(EntryRole.LARGE_OBJECT).plus(ledger.count(EntryRole.OLDER_LARGE_OBJECT)));
        add(FileClass.DEPENDENCIES, "Files from outside the project", ledger.dependencies());
        add(FileClass.TEXT, "Text", ledger.count(ContentClass.TEXT));
        add(FileClass.OTHER, "Other files", ledger.count(ContentClass.OTHER));
        add(FileClass.CACHE, "Caches", ledger.caches());
        add(
                FileClass.HISTORY,
                "History (Git)",
                ledger.count(EntryRole.REPOSITORY)
                        .plus(ledger.count(EntryRole.REPOSITORY_INDEX))
                        .plus(ledger.count(EntryRole.REPOSITORY_OBJECT)));
    }

    private void add(FileClass fileClass, String label, Count count) {
        if (count.files() > 0) {
            rows.add(new Row(fileClass, label, count));
        }
    }

    void write(HtmlOutput html) throws IOException {
        long bytes = rows.stream().mapToLong(row -> row.count.bytes()).sum();
        long files = rows.stream().mapToLong(row -> row.count.files()).sum();
        html.markup("<table class=\"classes\">\n<caption>Files and bytes by kind</caption>\n<thead><tr>")
                .markup("<th scope=\"col\">Kind</th><th scope=\"col\" class=\"share\">Share</th>")
                .markup("<th scope=\"col\" class=\"number\">Size</th><th scope=\"col\" class=\"number\">Files</th>")
                .markup("</tr></thead>\n<tbody>\n");
        for (Row row : rows) {
            write(row, bytes, html);
        }
        html.markup("</tbody>\n<tfoot><tr><th scope=\"row\">In all</th><td></td><td class=\"number\">")
                .text(Amounts.bytes(bytes))
                .markup("</td><td class=\"number\">")
                .text(Amounts.number(files))
                .markup("</td></tr></tfoot>\n</table>\n");
    }

    /** The bar repeats the numbers next to it, so it is hidden from screen readers. */
    private static void write(Row row, long allBytes, HtmlOutput html) throws IOException {
        double share = allBytes == 0 ? 0 : (double) WIDTH * row.count.bytes() / allBytes;
        html.markup("<tr><th scope=\"row\">")
                .text(row.label)
                .markup("</th><td class=\"share\"><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\"")
                .markup(" aria-hidden=\"true\"><rect class=\"all\" width=\"100\" height=\"10\"/><rect class=\"class-")
                .markup(row.fileClass.jsonName())
                .markup("\" height=\"10\" width=\"")
                .markup(Math.max(LEAST, share))
                .markup("\"/></svg><span class=\"percent\">")
                .text(share > 0 && share < 1 ? "<1 %" : Math.round(share) + " %")
                .markup("</span></td><td class=\"number\">")
                .text(Amounts.bytes(row.count.bytes()))
                .markup("</td><td class=\"number\">")
                .text(Amounts.number(row.count.files()))
                .markup("</td></tr>\n");
    }
}
