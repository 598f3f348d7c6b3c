package org.projectexporter.internal.exporting.report;

import java.io.IOException;
import java.util.List;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;

/** What is missing, left out or changed, and what other systems cannot keep; long lists are cut. */
final class FindingSections {
    private static final int MOST = 50;
    private static final int MOST_EXAMPLES = 3;

    private final ReportFacts facts;
    private final List<Finding> findings;

    FindingSections(ReportFacts facts) {
        this.facts = facts;
        this.findings = facts.manifest().found().findings();
    }

    /** The number of things that are unexpectedly missing or changed. */
    long unexpected() {
        return findings.stream()
                .filter(finding -> finding.kind().isUnexpected())
                .count();
    }

    void writeMissing(HtmlOutput html) throws IOException {
        html.markup("<section>\n").heading("Missing and changed");
        if (unexpected() == 0) {
            html.paragraph("Nothing. Everything that was to be included is in the archive, unchanged.");
        }
        for (FindingGroup group : FindingGroup.ALL) {
            if (group.isUnexpected()) {
                write(group, html);
            }
        }
        html.markup("</section>\n");
    }

    void writeLeftOut(HtmlOutput html) throws IOException {
        List<LeftOut.Count> all = facts.planned().leftOut().stream()
                .filter(count -> count.files() > 0)
                .toList();
        if (all.isEmpty()) {
            return;
        }
        html.markup("<section>\n")
                .heading("Left out on purpose")
                .markup("<table>\n<thead><tr><th scope=\"col\">Pattern</th><th scope=\"col\">Reason</th>")
                .markup("<th scope=\"col\" class=\"number\">Size</th><th scope=\"col\" class=\"number\">Files</th>")
                .markup("</tr></thead>\n<tbody>\n");
        for (LeftOut.Count count : all.subList(0, Math.min(MOST, all.size()))) {
            html.markup("<tr><td>")
                    .name(count.pattern())
                    .markup("</td><td>")
                    .text(reason(count))
                    .markup("</td><td class=\"number\">")
                    .text(Amounts.bytes(count.bytes()))
                    .markup("</td><td class=\"number\">")
                    .text(Amounts.number(count.files()))
                    .markup("</td></tr>\n");
        }
        html.markup("</tbody>\n</table>\n");
        More.of(all.size(), MOST, "patterns", html);
        html.markup("</section>\n");
    }

    private static String reason(LeftOut.Count count) {
        return switch (count.reason()) {
            case "exclude" -> "chosen for this export";
            case "exportignore" -> "chosen by the project (.exportignore)";
            case "cache" -> "can be made again (cache)";
            case "secret" -> "may contain passwords";
            case "unused_media" -> "media that no timeline uses";
            default -> count.reason();
        };
    }

    void writePortability(HtmlOutput html) throws IOException {
        List<PortabilityIssue> issues = facts.planned().portability();
        html.markup("<section>\n").heading("On other systems");
        if (issues.isEmpty()) {
            html.paragraph("All names, links and sizes survive on Windows, macOS, Linux and FAT32 disks.");
        } else {
            html.paragraph("The archive is complete. When it is unpacked, some systems cannot keep the following.")
                    .markup("<ul>\n");
            for (PortabilityIssue issue : issues) {
                html.markup("<li>").text(issue.kind().what() + " (" + Amounts.number(issue.count()) + "): ");
                writeExamples(issue, html);
                html.markup("</li>\n");
            }
            html.markup("</ul>\n");
        }
        html.markup("</section>\n");
    }

    private static void writeExamples(PortabilityIssue issue, HtmlOutput html) throws IOException {
        int shown = Math.min(MOST_EXAMPLES, issue.examples().size());
        for (int i = 0; i < shown; i++) {
            html.text(i == 0 ? "" : ", ").name(issue.examples().get(i).path());
        }
        if (issue.count() > shown) {
            html.text(", and " + Amounts.number(issue.count() - shown) + " more");
        }
    }

    void writeNotes(HtmlOutput html) throws IOException {
        if (findings.stream().allMatch(finding -> finding.kind().isUnexpected())) {
            return;
        }
        html.markup("<section>\n").heading("Worth knowing");
        for (FindingGroup group : FindingGroup.ALL) {
            if (!group.isUnexpected()) {
                write(group, html);
            }
        }
        html.markup("</section>\n");
    }

    private void write(FindingGroup group, HtmlOutput html) throws IOException {
        List<Finding> found = group.of(findings);
        if (found.isEmpty()) {
            return;
        }
        html.subheading(group.title() + " (" + Amounts.number(found.size()) + ")")
                .markup("<ul>\n");
        for (Finding finding : found.subList(0, Math.min(MOST, found.size()))) {
            html.markup("<li>");
            RawPath path = finding.path();
            if (path != null) {
                html.name(path).text(": ");
            }
            html.sentence(finding.detail()).markup("</li>\n");
        }
        html.markup("</ul>\n");
        More.of(found.size(), MOST, "like these", html);
    }
}
