package org.projectexporter.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;

import org.projectexporter.ExportResult;
import org.projectexporter.spi.NativeNames;

/** The result of an export as text: where it is, what is in it, and how to check and open it. */
final class ResultText {
    private ResultText() {}

    /** {@code here} is the current folder of the reader. */
    static String of(ExportResult result, Path here) {
        StringJoiner text = new StringJoiner("\n");
        text.add(line(
                "archive",
                VisibleText.oneLine(PathText.of(result.archive())) + ", " + Amounts.bytes(result.archiveBytes())));
        if (result.volumes().size() > 1) {
            text.add(line(
                    "volumes",
                    result.volumes().size() + ", from "
                            + quoted(result.volumes().get(0))));
        }
        text.add(line("holds", contents(result)));
        text.add(line("took", took(result)));
        if (result.leftOutFiles() > 0) {
            String files = Amounts.count(result.leftOutFiles(), "file");
            text.add(line("left out", files + " by options and defaults (the manifest has the counts per pattern)"));
        }
        if (result.lfsMediaOnceSaves() > 0) {
            text.add(line("smaller", smaller(result)));
        }
        result.warnings().forEach(warning -> text.add(line("warning", VisibleText.oneLine(warning))));
        result.notes().forEach(note -> text.add(line("note", VisibleText.oneLine(note))));
        result.report().ifPresent(report -> text.add(line("report", VisibleText.oneLine(PathText.of(report)))));
        text.add(line("check it", inFolder(result.archive(), here, "sha256sum -c " + quoted(result.checksums()))));
        text.add(line("open it", inFolder(result.archive(), here, opening(result))));
        if (result.lfsObjects() + result.lfsFromTree() > 0) {
            text.add(line(
                    "then",
                    "git lfs install --local, in the unpacked project: without it, git push leaves the media"
                            + " behind (project-export import does this itself)"));
        }
        return text.toString();
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "%-9s %s", label, text);
    }

    private static String contents(ExportResult result) {
        String commits = result.commits().isPresent()
                ? Amounts.count(result.commits().getAsLong(), "commit")
                : "commits not counted";
        return Amounts.count(result.files(), "file") + ", " + Amounts.bytes(result.bytes()) + ", " + commits;
    }

    private static String took(ExportResult result) {
        double seconds = Math.max(0.001, result.duration().toNanos() / 1e9);
        return Amounts.duration(result.duration()) + ", " + Amounts.rate(result.bytes() / seconds);
    }

    private static String smaller(ExportResult result) {
        long percent = 100 * result.lfsMediaOnceSaves() / Math.max(1, result.archiveBytes());
        return "with --lfs-media once, by " + Amounts.bytes(result.lfsMediaOnceSaves()) + " (" + percent
                + " %): the archive has these media twice, in the working tree and for Git LFS";
    }

    private static String opening(ExportResult result) {
        if (result.volumes().size() > 1) {
            return "cat " + quoted(result.restoreNote().orElseThrow());
        }
        boolean tar = result.format().equals("tar") || result.format().startsWith("tar.");
        if (!tar && !result.format().equals("zip")) {
            return "project-export import " + quoted(result.archive()) + " FOLDER"; // of a plug-in
        }
        String tool = tar ? "tar -xf " : "unzip ";
        return tool + quoted(result.archive()) + (result.lfsFromTree() > 0 ? " && sh RESTORE-LFS.sh" : "");
    }

    /** A command line that works from the reader's current folder. */
    private static String inFolder(Path archive, Path here, String command) {
        Path folder = archive.getParent();
        return folder == null || folder.equals(here)
                ? command
                : "cd " + ShellQuote.of(PathText.of(folder)) + " && " + command;
    }

    private static String quoted(Path file) {
        return ShellQuote.of(NativeNames.nameOf(file).toString());
    }
}
