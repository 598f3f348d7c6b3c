package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
    private static final String ALL_FRAMES_NEEDED = "error";
    private static final JsonObjects.Wanted WANTED = new JsonObjects.Wanted(
            Set.of(
                    SCHEMA,
                    "target_url",
                    "target_url_base",
                    "name_prefix",
                    "name_suffix",
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

    /** Reads a timeline; URLs for which {@code included} is true are passed over. */
    static void read(InputStream in, FoundReferences found, Predicate<String> included) throws IOException {
        JsonObjects.visit(in, WANTED, fields -> {
            String schema = fields.getOrDefault(SCHEMA, "");
            String url = fields.getOrDefault("target_url", "");
            if (schema.startsWith(EXTERNAL) && !included.test(url)) {
                found.url(url);
            } else if (schema.startsWith(SEQUENCE)
                    && !included.test(fields.getOrDefault("target_url_base", "") + "/")) {
                sequence(fields, found);
            }
        });
    }

    /** The name of a frame is the base, a slash, the prefix, the number and the suffix. */
    private static void sequence(Map<String, String> fields, FoundReferences found) throws IOException {
        String base = fields.getOrDefault("target_url_base", "");
        String prefix = fields.getOrDefault("name_prefix", "");
        String suffix = fields.getOrDefault("name_suffix", "");
        int padding = (int) Math.max(0, Math.min(18, number(fields, "frame_zero_padding", 0)));
        int slash = prefix.lastIndexOf('/');
        String folder = base.isEmpty() ? "." : base;
        if (slash >= 0) {
            folder = folder + "/" + prefix.substring(0, slash);
        }
        boolean escaped = base.startsWith("file:");
        String before = prefix.substring(slash + 1);
        Frames frames = new Frames(
                RawPath.of(escaped ? PathText.unescaped(before) : before),
                Math.max(1, padding),
                RawPath.of(escaped ? PathText.unescaped(suffix) : suffix),
                range(fields));
        String written = (base.isEmpty() || base.endsWith("/") ? base : base + "/")
                + prefix
                + "#".repeat(Math.max(1, padding))
                + suffix;
        found.named(written).url(folder).frames(frames).add();
    }

    /** The frames that the available range covers; null if there is none. */
    private static Frames.@Nullable Range range(Map<String, String> fields) {
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
                fields.getOrDefault("missing_frame_policy", ALL_FRAMES_NEEDED).equals(ALL_FRAMES_NEEDED);
        return new Frames.Range((long) first, (long) last, (long) step, allNeeded);
    }

    private static double number(Map<String, String> fields, String name, double otherwise) {
        try {
            return Double.parseDouble(fields.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
