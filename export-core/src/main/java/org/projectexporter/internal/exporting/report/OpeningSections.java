package org.projectexporter.internal.exporting.report;

import java.io.IOException;

import org.projectexporter.internal.exporting.report.ReportFacts.Archive;
import org.projectexporter.internal.exporting.report.ReportFacts.Sum;
import org.projectexporter.internal.layout.ChecksumsFile;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.layout.ShellCommands;
import org.projectexporter.spi.EntryRole;

/** How to open and verify an archive with what Windows, macOS and Linux have. */
final class OpeningSections {
    private static final int MOST_SUMS = 100;

    private final ReportFacts facts;
    private final Archive archive;
    private final String name;

    OpeningSections(ReportFacts facts) {
        this.facts = facts;
        this.archive = facts.archive();
        this.name = archive.name();
    }

    void writeOpening(HtmlOutput html) throws IOException {
        html.markup("<section>\n").heading("How to open it");
        if (archive.isSplit()) {
            writeJoining(html);
        }
        html.markup("<dl class=\"systems\">\n");
        switch (facts.manifest().options().format()) {
            case "zip" -> {
                byHand("Windows", "right-click ", ", then choose “Extract All”", html);
                byHand("macOS", "double-click ", "", html);
                typed("Linux", "unzip " + ShellCommands.unix(name), "", html);
            }
            case "tar", "tar.gz" ->
                typed(
                        "Windows 10 and newer, macOS, Linux",
                        "tar -xf " + ShellCommands.unix(name),
                        " in a terminal",
                        html);
            case "tar.zst" -> {
                byHand(
                        "Windows",
                        "open ",
                        " with 7-Zip 24.01 or newer; it shows a .tar file, which it opens too",
                        html);
                typed(
                        "Linux, macOS",
                        "tar --zstd -xf " + ShellCommands.unix(name),
                        " in a terminal, once the program zstd is installed",
                        html);
            }
            default -> byHand("Any system", "open ", " with a program for this format", html);
        }
        html.markup("</dl>\n<p>You then have:</p>\n<ul>\n");
        if (facts.isBag()) {
            html.markup("<li>")
                    .name(facts.manifest().name())
                    .text(": a bag (BagIt 1.0), which the programs of many archives check; it contains:")
                    .markup("</li>\n");
        }
        html.markup("<li>")
                .name(facts.unpacked(facts.manifest().name()))
                .text(": the project's folder")
                .markup("</li>\n");
        writeMore(html);
        html.markup("</ul>\n");
        writeGit(html);
        html.markup("</section>\n");
    }

    private void writeJoining(HtmlOutput html) throws IOException {
        int volumes = archive.volumes().size();
        html.paragraph("It is split into " + Amounts.number(volumes) + " files, from "
                        + ShellCommands.volume(name, 1) + " to " + ShellCommands.volume(name, volumes)
                        + ". Put them into one folder and join them first; 7-Zip opens the first one directly.")
                .markup("<dl class=\"systems\">\n");
        typed("Windows, in a command prompt (cmd)", ShellCommands.windowsJoin(name, volumes), "", html);
        typed("macOS and Linux, in a terminal", ShellCommands.unixJoin(name, volumes), "", html);
        html.markup("</dl>\n");
    }

    private void byHand(String system, String before, String after, HtmlOutput html) throws IOException {
        html.markup("<div><dt>")
                .text(system)
                .markup("</dt><dd>")
                .text(before)
                .name(name)
                .text(after);
        html.markup("</dd></div>\n");
    }

    private static void typed(String system, String command, String after, HtmlOutput html) throws IOException {
        html.markup("<div><dt>")
                .text(system)
                .markup("</dt><dd>")
                .command(command)
                .text(after);
        html.markup("</dd></div>\n");
    }

    private void writeMore(HtmlOutput html) throws IOException {
        if (facts.ledger().dependencies().files() > 0) {
            html.markup("<li>")
                    .name(facts.unpacked(
                            DependencyPlaces.folder(facts.manifest().name())))
                    .text(": files from outside the project that it uses")
                    .markup("</li>\n");
        }
        html.markup("<li>")
                .name(facts.unpacked(MetadataNames.MANIFEST))
                .text(": everything on this page and more, for programs")
                .markup("</li>\n<li>")
                .name(facts.unpacked(MetadataNames.SHA256SUMS))
                .text(": the checksums of all files")
                .markup("</li>\n");
    }

    private void writeGit(HtmlOutput html) throws IOException {
        if (facts.hasScript()) {
            html.markup("<p class=\"first\">Before any Git command or edit, run ")
                    .command("sh " + MetadataNames.RESTORE_LFS)
                    .text(" in the folder that contains it (Linux, macOS: in a terminal; Windows: in Git Bash)."
                            + " It copies the media into the repositories, which need them.")
                    .markup("</p>\n");
        }
        boolean media = facts.hasScript()
                || facts.ledger().count(EntryRole.LARGE_OBJECT).files() > 0;
        if (media) {
            html.markup("<p>If you continue to work with Git: install Git LFS, and run ")
                    .command("git lfs install --local")
                    .text(" in the project's folder before anything else.")
                    .markup("</p>\n");
        }
    }

    void writeVerifying(HtmlOutput html) throws IOException {
        String sums = name + ChecksumsFile.SUFFIX;
        String first = archive.volumes().get(0).name();
        html.markup("<section>\n")
                .heading("How to verify it")
                .paragraph(
                        "Before unpacking, check that the archive has arrived intact, in the folder that contains it."
                                + (archive.isSplit() ? " On Windows repeat this for each of its files." : ""))
                .markup("<dl class=\"systems\">\n");
        typed(
                "Windows, in a command prompt (cmd)",
                "certutil -hashfile " + ShellCommands.windows(first) + " SHA256",
                ", and compare the result with the checksum below",
                html);
        typed("macOS, in a terminal", "shasum -a 256 -c " + ShellCommands.unix(sums), "", html);
        typed("Linux, in a terminal", "sha256sum -c " + ShellCommands.unix(sums), "", html);
        html.markup("</dl>\n")
                .paragraph("After unpacking, check every file, in the folder that contains SHA256SUMS.")
                .markup("<dl class=\"systems\">\n");
        typed("macOS, in a terminal", "shasum -a 256 -c SHA256SUMS", "", html);
        typed("Linux, or Windows in Git Bash", "sha256sum -c --quiet SHA256SUMS", "", html);
        html.markup("</dl>\n</section>\n");
    }

    void writeSums(HtmlOutput html) throws IOException {
        html.markup("<section>\n")
                .heading("Checksums")
                .markup("<table>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">SHA-256</th></tr></thead>\n")
                .markup("<tbody>\n");
        for (Sum volume : archive.volumes()
                .subList(0, Math.min(MOST_SUMS, archive.volumes().size()))) {
            write(volume, html);
        }
        for (Sum companion : archive.companions()) {
            write(companion, html);
        }
        html.markup("</tbody>\n</table>\n");
        if (archive.volumes().size() > MOST_SUMS) {
            html.paragraph("And " + Amounts.number(archive.volumes().size() - MOST_SUMS) + " more; " + name
                    + ChecksumsFile.SUFFIX + " lists them all.");
        }
        html.markup("<p>Of all names and contents in the archive, whatever its format: <code class=\"sum\">")
                .text(facts.ledger().sums().contentsSha256())
                .markup("</code></p>\n</section>\n");
    }

    private static void write(Sum sum, HtmlOutput html) throws IOException {
        html.markup("<tr><td>")
                .name(sum.name())
                .markup("</td><td><code class=\"sum\">")
                .text(sum.sha256())
                .markup("</code></td></tr>\n");
    }
}
