package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Predicate;

import org.projectexporter.media.parse.JsonObjects;
import org.projectexporter.spi.PlanSink.Frames;
import org.projectexporter.spi.RawPath;

/**
 * OpenTimelineIO: JSON in which each object has its schema in {@code OTIO_SCHEMA}. Media are {@code ExternalReference}s
 * with a {@code target_url}, and {@code ImageSequenceReference}s; a URL without a scheme is relative to the document
 * (the schema reference, {@code otio-serialized-schema.md}, and {@code imageSequenceReference.h} of OpenTimelineIO
 * 0.17). A folder {@code .otiod} contains a {@code content.otio}, whose URLs are relative to that folder.
 */
final class OtioFormat implements DocumentFormat {
    private static final String SCHEMA = "OTIO_SCHEMA";
    private static final String EXTERNAL = "ExternalReference.";
    private static final String SEQUENCE = "ImageSequenceReference.";
    private static final String URL = "target_url";
    private static final String BASE = "target_url_base";
    private static final String PREFIX = "name_prefix";
    private static final String SUFFIX = "name_suffix";
    private static final String ALL_FRAMES_NEEDED = "error";
    private static final JsonObjects.Wanted WANTED = new JsonObjects.Wanted(
            Set.of(
                    SCHEMA,
                    URL,
                    BASE,
                    PREFIX,
                    SUFFIX,
                    "start_frame",
                    "frame_step",
                    "rate",
                    "frame_zero_padding",
                    "missing_frame_policy",
                    "value"),
            Set.of("duration", "available_range"),
            Set.of());

    /** Numbers beyond it are not those of frames. */
    private static final double MOST_FRAMES = 1e9;

    @Override
    public Set<String> suffixes() {
        return Set.of("otio");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        try (InputStream in = document.open()) {
            read(in, found, url -> false);
        }
    }

    @Override
    public boolean relink(Document document, Relinking relinking) throws IOException {
        try (InputStream in = document.open()) {
            JsonObjects.visit(in, WANTED, fields -> {
                String schema = fields.text(SCHEMA, "");
                JsonObjects.Value url = fields.value(URL);
                if (schema.startsWith(EXTERNAL) && url != null) {
                    String text = relinking.textFor(url.text(), ReferenceText.URL);
                    if (text != null) {
                        relinking.replace(url, text, url.text());
                    }
                } else if (schema.startsWith(SEQUENCE)) {
                    relinkSequence(fields, relinking);
                }
            });
        }
        return true;
    }

    /** Reads a timeline; URLs for which {@code included} is true are passed over. */
    static void read(InputStream in, FoundReferences found, Predicate<String> included) throws IOException {
        JsonObjects.visit(in, WANTED, fields -> {
            String schema = fields.text(SCHEMA, "");
            String url = fields.text(URL, "");
            if (schema.startsWith(EXTERNAL) && !included.test(url)) {
                found.url(url);
            } else if (schema.startsWith(SEQUENCE) && !included.test(fields.text(BASE, "") + "/")) {
                sequence(fields, found);
            }
        });
    }

    /** The name of a frame is the base, a slash, the prefix, the number and the suffix. */
    private static void sequence(JsonObjects.Fields fields, FoundReferences found) throws IOException {
        String prefix = fields.text(PREFIX, "");
        String suffix = fields.text(SUFFIX, "");
        boolean escaped = PathText.isFileUrl(fields.text(BASE, ""));
        String before = prefix.substring(prefix.lastIndexOf('/') + 1);
        Frames frames = new Frames(
                RawPath.of(escaped ? PathText.unescaped(before) : before),
                Math.max(1, padding(fields)),
                RawPath.of(escaped ? PathText.unescaped(suffix) : suffix),
                range(fields));
        found.named(written(fields)).url(folder(fields)).frames(frames).add();
    }

    private static int padding(JsonObjects.Fields fields) {
        return (int) Math.max(0, Math.min(18, number(fields, "frame_zero_padding", 0)));
    }

    private static String written(JsonObjects.Fields fields) {
        String base = fields.text(BASE, "");
        return (base.isEmpty() || base.endsWith("/") ? base : base + "/")
                + fields.text(PREFIX, "")
                + "#".repeat(Math.max(1, padding(fields)))
                + fields.text(SUFFIX, "");
    }

    /** The folder of the frames; part of it may be in the prefix. */
    private static String folder(JsonObjects.Fields fields) {
        String base = fields.text(BASE, "");
        String prefix = fields.text(PREFIX, "");
        int slash = prefix.lastIndexOf('/');
        String folder = base.isEmpty() ? "." : base;
        return slash < 0 ? folder : folder + "/" + prefix.substring(0, slash);
    }

    /** A prefix with escapes is part of a URL of a file; such a base stays one. */
    private static void relinkSequence(JsonObjects.Fields fields, Relinking relinking) throws IOException {
        String written = written(fields);
        ReferenceText.Place place = relinking.folderOfSequence(written, folder(fields));
        if (place == null) {
            return;
        }
        String base = fields.text(BASE, "");
        String prefix = fields.text(PREFIX, "");
        boolean escapes = (prefix + fields.text(SUFFIX, "")).indexOf('%') >= 0 && PathText.isFileUrl(base);
        String folder = (escapes ? ReferenceText.ABSOLUTE : ReferenceText.URL).of(place, base);
        if (folder == null) {
            return;
        }
        folder = folder.isEmpty() ? "." : folder;
        JsonObjects.Value baseValue = fields.value(BASE);
        JsonObjects.Value prefixValue = fields.value(PREFIX);
        String before = prefix.substring(prefix.lastIndexOf('/') + 1);
        if (baseValue == null && prefixValue != null) {
            relinking.replace(prefixValue, folder + "/" + before, written);
        } else if (baseValue != null) {
            relinking.replace(baseValue, base.endsWith("/") ? folder + "/" : folder, written);
            if (prefixValue != null && !before.equals(prefix)) {
                relinking.replace(prefixValue, before, written);
            }
        }
    }

    /** The frames that the available range covers; null if there is none. */
    private static Frames.@Nullable Range range(JsonObjects.Fields fields) {
        double length = number(fields, "available_range.duration.value", 0);
        double rate = number(fields, "rate", 0);
        double lengthRate = number(fields, "available_range.duration.rate", rate);
        double first = number(fields, "start_frame", 1);
        double step = Math.max(1, number(fields, "frame_step", 1));
        double images = Math.floor(length * (rate / step) / lengthRate + 1e-6);
        double last = first + (images - 1) * step;
        if (!(images >= 1 && Math.abs(first) <= MOST_FRAMES && last <= MOST_FRAMES)) {
            return null;
        }
        boolean allNeeded =
                fields.text("missing_frame_policy", ALL_FRAMES_NEEDED).equals(ALL_FRAMES_NEEDED);
        return new Frames.Range((long) first, (long) last, (long) step, allNeeded);
    }

    private static double number(JsonObjects.Fields fields, String name, double otherwise) {
        try {
            return Double.parseDouble(fields.text(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
