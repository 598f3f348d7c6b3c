package org.projectexporter.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.StringJoiner;

import org.projectexporter.VerifyResult;

/** The result of a verification, as text and as one JSON object on one line. */
final class VerifyText {
    private VerifyText() {}

    static String of(VerifyResult result) {
        StringJoiner text = new StringJoiner("\n");
        String volumes =
                result.volumes().size() > 1 ? Amounts.count(result.volumes().size(), "volume") + ", " : "";
        text.add(line(
                "archive",
                VisibleText.oneLine(PathText.of(result.archive())) + ", " + volumes
                        + Amounts.bytes(result.archiveBytes())));
        if (result.problems().isEmpty() || result.files() > 0) {
            text.add(line("holds", Amounts.count(result.files(), "file") + ", " + Amounts.bytes(result.bytes())));
        }
        double seconds = Math.max(0.001, result.duration().toNanos() / 1e9);
        text.add(line(
                "took", Amounts.duration(result.duration()) + ", " + Amounts.rate(result.archiveBytes() / seconds)));
        result.problems().forEach(problem -> text.add(line("problem", VisibleText.oneLine(problem.toString()))));
        result.missing().forEach(missing -> text.add(line("missing", VisibleText.oneLine(missing.toString()))));
        result.notes().forEach(note -> text.add(line("note", VisibleText.oneLine(note))));
        text.add(line("result", conclusion(result)));
        return text.toString();
    }

    private static String conclusion(VerifyResult result) {
        if (!result.problems().isEmpty()) {
            return "DAMAGED or changed: " + Amounts.count(result.problems().size(), "problem");
        }
        String unchanged = result.framingProven() ? "every byte is unchanged" : "all content is unchanged";
        if (!result.missing().isEmpty()) {
            return "INCOMPLETE: " + unchanged + ", but repositories were incomplete when the archive was made, or were"
                    + " not proven to be whole";
        }
        return "intact: " + unchanged + repositories(result);
    }

    private static String repositories(VerifyResult result) {
        if (result.repositories().isEmpty()) {
            return "";
        }
        long count = result.repositories().getAsLong();
        if (count == 0) {
            return "; there is no repository in it";
        }
        return count == 1 ? ", and the repository is whole" : ", and all repositories (" + count + ") are whole";
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "%-9s %s", label, text);
    }

    static String json(VerifyResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("archive", PathText.of(result.archive()));
        json.put("ok", result.ok());
        json.put("framing_proven", result.framingProven());
        ArrayNode volumes = json.putArray("volumes");
        result.volumes().stream().map(PathText::of).forEach(volumes::add);
        json.put("archive_bytes", result.archiveBytes());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        ArrayNode problems = json.putArray("problems");
        result.problems().forEach(problem -> put(problems.addObject(), problem));
        json.put(
                "repositories",
                result.repositories().isPresent() ? result.repositories().getAsLong() : null);
        ArrayNode missing = json.putArray("missing");
        result.missing().forEach(found -> put(missing.addObject(), found));
        ArrayNode notes = json.putArray("notes");
        result.notes().forEach(notes::add);
        json.put("duration_ms", result.duration().toMillis());
        return json.toString();
    }

    private static void put(ObjectNode json, VerifyResult.Missing missing) {
        json.put("repository", missing.repository());
        json.put("needed_by", missing.neededBy().orElse(null));
        json.put("count", missing.count());
        ArrayNode objects = json.putArray("objects");
        missing.objects().forEach(objects::add);
        json.put("what", missing.what());
    }

    private static void put(ObjectNode json, VerifyResult.Problem problem) {
        json.put("volume", problem.volume().map(PathText::of).orElse(null));
        json.put("offset", problem.offset().isPresent() ? problem.offset().getAsLong() : null);
        json.put("length", problem.length().isPresent() ? problem.length().getAsLong() : null);
        json.put("entry", problem.entry().orElse(null));
        json.put("what", problem.what());
    }
}
