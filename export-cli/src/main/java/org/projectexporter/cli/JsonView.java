package org.projectexporter.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.PrintStream;

import org.projectexporter.ProgressEvent;

/** One event per line, as JSON, for other programs. */
final class JsonView implements ProgressView {
    private final PrintStream err;

    JsonView(Console console) {
        err = console.err();
    }

    @Override
    public synchronized void onProgress(ProgressEvent event) {
        err.println(toJson(event));
    }

    static String toJson(ProgressEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", event.type().jsonName());
        json.put("sequence", event.sequence());
        json.put("phase", event.phase().jsonName());
        json.put("progress", event.progress());
        json.put("files_done", event.filesDone());
        json.put("files_total", event.filesTotal());
        json.put("bytes_done", event.bytesDone());
        json.put("bytes_total", event.bytesTotal());
        json.put("current", event.current());
        json.put("bytes_per_second", event.bytesPerSecond());
        json.put(
                "remaining_seconds",
                event.remainingSeconds().isPresent() ? event.remainingSeconds().getAsDouble() : null);
        json.put("message", event.message());
        return json.toString();
    }

    @Override
    public void close() {}
}
