package org.projectexporter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Options as JSON. Every export writes them, so this does not use an object mapper, which is slow to load. */
final class OptionsJsonWriter {
    private OptionsJsonWriter() {}

    static String write(ExportOptions options) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            fields(options, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string accepts everything that is written", e);
        }
        return text.toString();
    }

    private static void fields(ExportOptions options, JsonGenerator json) throws IOException {
        json.writeStringField("format", options.format());
        json.writeBooleanField("include_history", options.includeHistory());
        json.writeBooleanField("include_cache", options.includeCache());
        json.writeBooleanField("include_dependencies", options.includeDependencies());
        json.writeBooleanField("whole_cards", options.wholeCards());
        json.writeStringField("media", options.media().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("media_folders");
        for (String folder : options.mediaFolders()) {
            json.writeString(folder);
        }
        json.writeEndArray();
        json.writeBooleanField("compress_media", options.compressMedia());
        if (options.splitSizeMb().isPresent()) {
            json.writeNumberField("split_size_mb", options.splitSizeMb().getAsInt());
        } else {
            json.writeNullField("split_size_mb");
        }
        json.writeNumberField("compression_level", options.compressionLevel());
        json.writeStringField("deflate", options.deflate());
        json.writeStringField("missing_lfs", options.missingLfs().name().toLowerCase(Locale.ROOT));
        json.writeStringField("lfs_media", options.lfsMedia().name().toLowerCase(Locale.ROOT));
        json.writeStringField("on_unreadable", options.onUnreadable().name().toLowerCase(Locale.ROOT));
        json.writeStringField(
                "broken_repository", options.brokenRepository().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("include_secrets", options.includeSecrets());
        json.writeBooleanField("include_unknown_git", options.includeUnknownGit());
        json.writeArrayFieldStart("exclude");
        for (String pattern : options.exclude()) {
            json.writeString(pattern);
        }
        json.writeEndArray();
        json.writeBooleanField("report", options.report());
        json.writeStringField("seal", options.seal().orElse(null));
        json.writeStringField("seal_hash", options.sealHash().orElse(null));
        json.writeBooleanField("verify", options.verify());
    }
}
