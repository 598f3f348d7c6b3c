package org.projectexporter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.projectexporter.ExportOptions.BrokenRepository;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOptions.Media;
import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.ExportOptions.OnUnreadable;

/** Options as JSON, read strictly: an unknown name or a value of another type is refused by name. */
final class OptionsJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Map<String, BiConsumer<ExportOptions.Builder, Value>> READERS = readers();

    private OptionsJson() {}

    private static Map<String, BiConsumer<ExportOptions.Builder, Value>> readers() {
        Map<String, BiConsumer<ExportOptions.Builder, Value>> readers = new LinkedHashMap<>();
        readers.put("format", (builder, value) -> builder.format(value.text()));
        readers.put("include_history", (builder, value) -> builder.includeHistory(value.bool()));
        readers.put("include_cache", (builder, value) -> builder.includeCache(value.bool()));
        readers.put("include_dependencies", (builder, value) -> builder.includeDependencies(value.bool()));
        readers.put("whole_cards", (builder, value) -> builder.wholeCards(value.bool()));
        readers.put("media", (builder, value) -> builder.media(value.media()));
        readers.put("media_folders", (builder, value) -> builder.mediaFolders(value.texts()));
        readers.put("compress_media", (builder, value) -> builder.compressMedia(value.bool()));
        readers.put("split_size_mb", (builder, value) -> {
            if (value.node.isNull()) {
                builder.unsplit();
            } else {
                builder.splitSizeMb(value.integer());
            }
        });
        readers.put("compression_level", (builder, value) -> builder.compressionLevel(value.integer()));
        readers.put("deflate", (builder, value) -> builder.deflate(value.text()));
        readers.put("missing_lfs", (builder, value) -> builder.missingLfs(value.missingLfs()));
        readers.put("lfs_media", (builder, value) -> builder.lfsMedia(value.lfsMedia()));
        readers.put("on_unreadable", (builder, value) -> builder.onUnreadable(value.onUnreadable()));
        readers.put("broken_repository", (builder, value) -> builder.brokenRepository(value.brokenRepository()));
        readers.put("include_secrets", (builder, value) -> builder.includeSecrets(value.bool()));
        readers.put("include_unknown_git", (builder, value) -> builder.includeUnknownGit(value.bool()));
        readers.put("exclude", (builder, value) -> builder.exclude(value.texts()));
        readers.put("report", (builder, value) -> builder.report(value.bool()));
        readers.put("seal", (builder, value) -> {
            if (!value.node.isNull()) {
                builder.seal(value.text());
            }
        });
        readers.put("seal_hash", (builder, value) -> {
            if (!value.node.isNull()) {
                builder.sealHash(value.text());
            }
        });
        readers.put("verify", (builder, value) -> builder.verify(value.bool()));
        return readers;
    }

    static ExportOptions parse(String json) {
        ExportOptions.Builder builder = ExportOptions.builder();
        for (Map.Entry<String, JsonNode> field : object(json).properties()) {
            BiConsumer<ExportOptions.Builder, Value> reader = READERS.get(field.getKey());
            if (reader == null) {
                throw new InvalidOptionException(
                        field.getKey(),
                        "unknown option \"" + field.getKey() + "\"; known options: "
                                + String.join(", ", READERS.keySet()));
            }
            reader.accept(builder, new Value(field.getKey(), field.getValue()));
        }
        return builder.build();
    }

    private static JsonNode object(String json) {
        try {
            JsonNode node = MAPPER.readTree(withoutMark(json));
            if (node == null || !node.isObject()) {
                throw new IllegalArgumentException("options must be one JSON object");
            }
            return node;
        } catch (JsonEOFException e) {
            throw new IllegalArgumentException("options are not valid JSON: they end early", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("options are not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private record Value(String name, JsonNode node) {
        private InvalidOptionException wants(String what) {
            return new InvalidOptionException(name, name + " must be " + what + ", not " + node);
        }

        private String text() {
            if (!node.isTextual()) {
                throw wants("a string");
            }
            return node.textValue();
        }

        private boolean bool() {
            if (!node.isBoolean()) {
                throw wants("true or false");
            }
            return node.booleanValue();
        }

        private int integer() {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw wants("a whole number");
            }
            return node.intValue();
        }

        private MissingLfs missingLfs() {
            return switch (node.isTextual() ? node.textValue() : "") {
                case "fail" -> MissingLfs.FAIL;
                case "warn" -> MissingLfs.WARN;
                default -> throw wants("\"fail\" or \"warn\"");
            };
        }

        private LfsMedia lfsMedia() {
            return switch (node.isTextual() ? node.textValue() : "") {
                case "both" -> LfsMedia.BOTH;
                case "once" -> LfsMedia.ONCE;
                default -> throw wants("\"both\" or \"once\"");
            };
        }

        private Media media() {
            return switch (node.isTextual() ? node.textValue() : "") {
                case "all" -> Media.ALL;
                case "used" -> Media.USED;
                default -> throw wants("\"all\" or \"used\"");
            };
        }

        private OnUnreadable onUnreadable() {
            return switch (node.isTextual() ? node.textValue() : "") {
                case "fail" -> OnUnreadable.FAIL;
                case "skip" -> OnUnreadable.SKIP;
                default -> throw wants("\"fail\" or \"skip\"");
            };
        }

        private BrokenRepository brokenRepository() {
            return switch (node.isTextual() ? node.textValue() : "") {
                case "fail" -> BrokenRepository.FAIL;
                case "keep" -> BrokenRepository.KEEP;
                default -> throw wants("\"fail\" or \"keep\"");
            };
        }

        private List<String> texts() {
            List<String> texts = new ArrayList<>();
            if (!node.isArray()) {
                throw wants("a list of strings");
            }
            for (JsonNode item : node) {
                if (!item.isTextual()) {
                    throw wants("a list of strings");
                }
                texts.add(item.textValue());
            }
            return texts;
        }
    }

    /** Without a byte order mark, which a parser may ignore: RFC 8259, section 8.1. */
    private static String withoutMark(String json) {
        return json.startsWith("\ufeff") ? json.substring(1) : json;
    }
}
