package org.projectexporter.internal.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.FileClass;

/** Reads from a manifest how many files of each class its archive has, and how many were left out. */
public final class ManifestClasses {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<FileClass, ClassTotal> totals = new EnumMap<>(FileClass.class);

    private ManifestClasses() {}

    /** Opens a manifest. */
    @FunctionalInterface
    public interface Source {
        /** Starts to parse it. */
        JsonParser open(JsonFactory factory) throws IOException;
    }

    /**
     * The classes that have files, in order. Reads only the beginning of a manifest of ours, where the numbers are.
     *
     * @throws IOException if it is not JSON
     */
    public static List<ClassTotal> of(Source manifest) throws IOException {
        ManifestClasses classes = new ManifestClasses();
        try (JsonParser parser = manifest.open(MAPPER.getFactory())) {
            boolean counted = false;
            boolean leftOut = false;
            JsonToken token = parser.nextToken() == JsonToken.START_OBJECT ? parser.nextToken() : null;
            while (token == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("statistics")) {
                    classes.statistics(parser.readValueAsTree());
                    counted = true;
                } else if (field.equals("left_out")) {
                    classes.leftOut(parser.readValueAsTree());
                    leftOut = true;
                } else {
                    parser.skipChildren();
                }
                token = counted && leftOut ? null : parser.nextToken();
            }
        }
        return new ArrayList<>(classes.totals.values());
    }

    private void statistics(JsonNode statistics) {
        JsonNode byClass = statistics.path("by_class");
        add(FileClass.MEDIA, byClass.path("media"));
        add(FileClass.HISTORY, byClass.path("git"));
        add(FileClass.HISTORY, byClass.path("git_objects"));
        add(FileClass.LFS_VERSIONS, byClass.path("lfs_current"));
        add(FileClass.LFS_VERSIONS, byClass.path("lfs_older"));
        add(FileClass.CACHE, byClass.path("cache"));
        add(FileClass.DEPENDENCIES, statistics.path("dependencies"));
        add(FileClass.TEXT, byClass.path("text"));
        add(FileClass.OTHER, byClass.path("other"));
    }

    private void leftOut(JsonNode patterns) {
        patterns.forEach(pattern -> add(FileClass.LEFT_OUT, pattern));
    }

    private void add(FileClass fileClass, JsonNode count) {
        ClassTotal before = totals.getOrDefault(fileClass, new ClassTotal(fileClass, 0, 0, List.of()));
        long files = before.files() + count.path("files").asLong();
        if (files > 0) {
            long bytes = before.bytes() + count.path("bytes").asLong();
            totals.put(fileClass, new ClassTotal(fileClass, files, bytes, List.of()));
        }
    }
}
