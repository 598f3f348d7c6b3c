package org.projectexporter.internal.exporting.report;

import java.io.IOException;

/** The line below a list that was cut. */
final class More {
    private More() {}

    /** Writes how many of {@code all} things are not among the first {@code shown}; nothing if there are none. */
    static void of(long all, int shown, String things, HtmlOutput html) throws IOException {
        if (all > shown) {
            html.paragraph("And " + Amounts.number(all - shown) + " more " + things + "; the manifest lists them all.");
        }
    }
}
