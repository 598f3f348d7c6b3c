package org.projectexporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.StringJoiner;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;

/** The result of an import, as text and as JSON. */
final class ImportText {
    /** The text is limited to this many notes; the JSON lists all. */
    private static final int SHOWN = 20;

    private ImportText() {}

    static String of(ImportResult result) {
        StringJoiner text = new StringJoiner("\n");
        text.add(line(
                result.dryRun() ? "dry run" : "project",
                VisibleText.oneLine(result.folder().toString())));
        text.add(line("holds", contents(result)));
        result.dependencies()
                .ifPresent(dependencies -> text.add(line(
                        "deps",
                        Amounts.count(dependencies.files(), "file") + ", " + Amounts.bytes(dependencies.bytes())
                                + ", in "
                                + VisibleText.oneLine(dependencies.folder().toString()))));
        text.add(line("took", took(result)));
        text.add(line("metadata", VisibleText.oneLine(result.metadata().toString())));
        addRelinked(result, text);
        result.notes().stream().limit(SHOWN).forEach(note -> text.add(line(label(note.kind()), shown(note))));
        if (result.notes().size() > SHOWN) {
            text.add(line("", "and " + (result.notes().size() - SHOWN) + " more; --json lists all"));
        }
        return text.toString();
    }

    private static void addRelinked(ImportResult result, StringJoiner text) {
        int documents = 0;
        int byHand = 0;
        for (ImportResult.Relinked each : result.relinked()) {
            if (each.original().isPresent() && ++documents <= SHOWN) {
                text.add(line(
                        "relinked",
                        VisibleText.oneLine(each.document() + ": " + Amounts.count(each.references(), "reference")
                                + "; the original is now "
                                + each.original().get())));
            }
            for (ImportResult.ByHand reference : each.byHand()) {
                if (++byHand <= SHOWN) {
                    text.add(line(
                            "by hand",
                            VisibleText.oneLine(
                                    each.document() + ": " + reference.written() + " is " + reference.target())));
                }
            }
        }
        int more = Math.max(0, documents - SHOWN) + Math.max(0, byHand - SHOWN);
        if (more > 0) {
            text.add(line("", "and " + more + " more; --json lists all"));
        }
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "%-9s %s", label, text);
    }

    private static String contents(ImportResult result) {
        String commits = result.commits().isPresent()
                ? Amounts.count(result.commits().getAsLong(), "commit")
                : "commits not counted";
        String objects = result.lfsObjects() == 0 ? "" : ", " + Amounts.count(result.lfsObjects(), "LFS object");
        return Amounts.count(result.files(), "file") + ", " + Amounts.bytes(result.bytes()) + ", " + commits + objects;
    }

    private static String took(ImportResult result) {
        double seconds = Math.max(0.001, result.duration().toNanos() / 1e9);
        return Amounts.duration(result.duration()) + ", " + Amounts.rate(result.bytes() / seconds);
    }

    private static String label(ImportNote.Kind kind) {
        return switch (kind) {
            case RENAMED -> "renamed";
            case REPLACED -> "replaced";
            case LEFT_OUT -> "left out";
            case CLEANED -> "cleaned";
            case LEADS_OUT, NOTE -> "note";
        };
    }

    private static String shown(ImportNote note) {
        return VisibleText.oneLine(note.path() + ": " + note.what());
    }

    static String json(ImportResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("folder", result.folder().toString());
        json.put("metadata", result.metadata().toString());
        json.put("format", result.format());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        json.put("commits", result.commits().isPresent() ? result.commits().getAsLong() : null);
        json.put("lfs_objects", result.lfsObjects());
        json.set("dependencies", dependencies(result));
        ArrayNode notes = json.putArray("notes");
        for (ImportNote note : result.notes()) {
            ObjectNode each = notes.addObject();
            each.put("kind", note.kind().name().toLowerCase(Locale.ROOT));
            each.put("path", note.path());
            each.put("what", note.what());
        }
        json.set("relinked", relinked(result));
        json.put("dry_run", result.dryRun());
        json.put("duration_ms", result.duration().toMillis());
        return json.toString();
    }

    private static JsonNode relinked(ImportResult result) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (ImportResult.Relinked each : result.relinked()) {
            ObjectNode document = json.addObject();
            document.put("document", each.document());
            document.put("original", each.original().orElse(null));
            document.put("references", each.references());
            ArrayNode byHand = document.putArray("by_hand");
            for (ImportResult.ByHand reference : each.byHand()) {
                byHand.addObject()
                        .put("written", reference.written())
                        .put("target", reference.target().toString());
            }
            document.put("why", each.why());
        }
        return json;
    }

    private static JsonNode dependencies(ImportResult result) {
        if (result.dependencies().isEmpty()) {
            return NullNode.getInstance();
        }
        ImportResult.Dependencies dependencies = result.dependencies().get();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("folder", dependencies.folder().toString());
        json.put("files", dependencies.files());
        json.put("bytes", dependencies.bytes());
        return json;
    }
}
