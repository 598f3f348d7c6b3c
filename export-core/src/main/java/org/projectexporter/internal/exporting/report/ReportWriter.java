package org.projectexporter.internal.exporting.report;

import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.io.Sha256;

/**
 * Writes a report: one page of HTML about an archive, for recipients who have never heard of this program. It needs
 * nothing else and asks for nothing: no script, no other file, no request. Like the manifest it contains no clock time,
 * host name or path of the machine. Its size is limited, whatever the project contains.
 */
public final class ReportWriter {
    private static final String STYLE = "report.css";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final ReportFacts facts;
    private final HtmlOutput html;

    private ReportWriter(ReportFacts facts, HtmlOutput html) {
        this.facts = facts;
        this.html = html;
    }

    /** Writes the report into a new file. */
    public static void write(ReportFacts facts, Path file) throws IOException {
        try (Writer out = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            new ReportWriter(facts, new HtmlOutput(out)).write();
        }
    }

    private void write() throws IOException {
        head();
        html.markup("<body>\n<header>\n<h1>").name(facts.manifest().name()).markup("</h1>\n<p>Report on the archive ");
        html.name(facts.archive().name()).markup("</p>\n</header>\n<main>\n");
        FindingSections findings = new FindingSections(facts);
        OpeningSections opening = new OpeningSections(facts);
        summary(findings.unexpected());
        html.markup("<section>\n").heading("What is in it");
        new ClassTable(facts.ledger()).write(html);
        html.markup("</section>\n");
        opening.writeOpening(html);
        opening.writeVerifying(html);
        findings.writeMissing(html);
        new MediaSection(facts.planned().references()).write(html);
        findings.writeLeftOut(html);
        findings.writePortability(html);
        findings.writeNotes(html);
        opening.writeSums(html);
        html.markup("</main>\n</body>\n</html>\n");
    }

    /**
     * The policy comes before everything that it restricts (Content Security Policy Level 3, section 3.3): even if a
     * name became markup, it could neither run nor load anything.
     */
    private void head() throws IOException {
        byte[] style = style();
        String digest = Base64.getEncoder().encodeToString(Sha256.newDigest().digest(style));
        html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .markup(digest)
                .markup("'; base-uri 'none'; form-action 'none'\"/>\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .markup("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>Report on the archive ")
                .text(facts.archive().name())
                .markup("</title>\n<style>")
                .markup(new String(style, StandardCharsets.UTF_8))
                .markup("</style>\n</head>\n");
    }

    private static byte[] style() throws IOException {
        try (InputStream in = ReportWriter.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new FileNotFoundException("the class path lacks " + STYLE);
            }
            return in.readAllBytes();
        }
    }

    private void summary(long unexpected) throws IOException {
        Ledger ledger = facts.ledger();
        html.paragraph(
                "This archive contains a film project as it was when it was exported. This page describes what is"
                        + " in it and how to open it; no other program or connection is needed to read it.");
        html.markup(unexpected == 0 ? "<p class=\"verdict good\">" : "<p class=\"verdict bad\">")
                .text(
                        unexpected == 0
                                ? "Complete: nothing is missing."
                                : "Not complete: " + Amounts.count(unexpected, "thing")
                                        + " missing or changed, listed below.")
                .markup("</p>\n<dl class=\"facts\">\n");
        fact("Exported", DATE.format(facts.manifest().exportedAt()));
        fact("Size of the archive", Amounts.bytes(facts.archive().bytes()) + volumes());
        fact(
                "Files in the project",
                Amounts.count(ledger.total().files(), "file") + ", "
                        + Amounts.bytes(ledger.total().bytes()));
        if (ledger.dependencies().files() > 0) {
            fact(
                    "Files from outside the project",
                    Amounts.count(ledger.dependencies().files(), "file") + ", "
                            + Amounts.bytes(ledger.dependencies().bytes()));
        }
        fact("History", history());
        fact("Project id", facts.planned().projectId());
        html.markup("</dl>\n");
    }

    private String volumes() {
        return facts.archive().isSplit()
                ? " in " + Amounts.count(facts.archive().volumes().size(), "file")
                : "";
    }

    private String history() {
        var commits = facts.planned().project().commits();
        if (commits.isEmpty()) {
            return "included; its versions could not be counted";
        }
        return commits.getAsLong() == 0
                ? "not included"
                : Amounts.count(commits.getAsLong(), "version") + " (Git commits)";
    }

    private void fact(String label, String text) throws IOException {
        html.markup("<div><dt>").text(label).markup("</dt><dd>").sentence(text).markup("</dd></div>\n");
    }
}
