package org.projectexporter.cli;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.ExportOutline.Excluded;
import org.projectexporter.ExportOutline.FileClass;
import org.projectexporter.ExportOutline.Missing;
import org.projectexporter.spi.RawPath;

/** An estimate as text: how large, how long, what is in it by class, what is not, and what is missing. */
final class EstimateText {
    private static final int MOST_LINES = 20;

    private EstimateText() {}

    static String of(Estimate estimate) {
        StringJoiner text = new StringJoiner("\n");
        text.add(line("archive", "about " + Amounts.bytes(estimate.archiveBytes()) + ", " + estimate.format()));
        if (estimate.volumes() > 1) {
            text.add(line("volumes", "about " + Amounts.number(estimate.volumes())));
        }
        text.add(line("would hold", Amounts.count(estimate.files(), "file") + ", " + Amounts.bytes(estimate.bytes())));
        estimate.classes().stream()
                .filter(total -> total.fileClass() != FileClass.LEFT_OUT)
                .forEach(total -> text.add(line("", ofClass(total))));
        if (estimate.seconds().isPresent()) {
            text.add(line(
                    "would take",
                    "about " + Amounts.remaining(estimate.seconds().getAsDouble())));
        }
        addLeftOut(estimate.leftOut(), text);
        if (estimate.lfsMediaOnceSaves() > 0) {
            text.add(line(
                    "smaller",
                    "with --lfs-media once, by about " + Amounts.bytes(estimate.lfsMediaOnceSaves())
                            + ": these media are in the working tree and in the store of Git LFS"));
        }
        addMissing(estimate, text);
        estimate.warnings().forEach(warning -> text.add(line("note", VisibleText.oneLine(warning))));
        PortabilityText.lines(estimate.portability())
                .forEach(issue -> text.add(line("elsewhere", VisibleText.oneLine(issue))));
        text.add(line("size", estimate.archiveBytesBasis()));
        text.add(line("time", estimate.secondsBasis()));
        text.add(line("", "Nothing was written."));
        return text.toString();
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "%-10s %s", label, text);
    }

    private static String ofClass(ClassTotal total) {
        return String.format(
                Locale.ROOT,
                "%-30s %10s in %s%s",
                name(total.fileClass()),
                Amounts.bytes(total.bytes()),
                Amounts.count(total.files(), "file"),
                examples(total.examples()));
    }

    private static String name(FileClass fileClass) {
        return switch (fileClass) {
            case MEDIA -> "media and compressed files";
            case HISTORY -> "history";
            case LFS_VERSIONS -> "media kept by Git LFS";
            case CACHE -> "caches";
            case DEPENDENCIES -> "files outside the project";
            case TEXT -> "text";
            case OTHER -> "other files";
            case LEFT_OUT -> "left out";
        };
    }

    private static String examples(List<RawPath> paths) {
        return paths.isEmpty()
                ? ""
                : ", for example " + VisibleText.oneLine(paths.get(0).toString());
    }

    private static void addLeftOut(List<Excluded> all, StringJoiner text) {
        all.stream().limit(MOST_LINES).forEach(excluded -> {
            String files = Amounts.count(excluded.files(), "file") + ", " + Amounts.bytes(excluded.bytes());
            text.add(line(
                    "left out",
                    VisibleText.oneLine(excluded.pattern()) + " (" + excluded.reason() + "): " + files
                            + examples(excluded.examples())));
        });
        if (all.size() > MOST_LINES) {
            text.add(line("", "and by " + Amounts.number(all.size() - MOST_LINES) + " more patterns"));
        }
    }

    private static void addMissing(Estimate estimate, StringJoiner text) {
        for (Missing missing : estimate.missing()
                .subList(0, Math.min(MOST_LINES, estimate.missing().size()))) {
            text.add(line("missing", VisibleText.oneLine(missing.path() + ": " + missing.reason())));
        }
        if (estimate.missingTotal() > MOST_LINES) {
            text.add(line("", "and " + Amounts.number(estimate.missingTotal() - MOST_LINES) + " more"));
        }
    }
}
