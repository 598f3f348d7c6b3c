package org.projectexporter.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Listens to the events of an import until the server ends them. */
final class ImportListener implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> events = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    private ImportListener() {}

    /** All events of the import at that path. */
    static List<JsonNode> all(ServedWorkspace served, String path) throws Exception {
        ImportListener listener = new ImportListener();
        String url = served.sidecar().url().replace("http:", "ws:") + path + "/events?last_event_id=0";
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                .buildAsync(URI.create(url), listener)
                .get(10, TimeUnit.SECONDS);
        if (listener.closed.get(30, TimeUnit.SECONDS) != 1000) {
            throw new AssertionError("the stream ended with " + listener.closed.get());
        }
        return listener.events;
    }

    /** What {@code asyncapi.yaml} does not allow about an event; fields that it does not know are errors. */
    static List<String> errors(JsonNode event) {
        JsonNode components =
                ApiDescription.closed(ApiDescription.yaml("asyncapi.yaml").path("components"));
        String type = event.path("type").asText();
        ObjectNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/" + type);
        schema.set("components", components);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(event)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                events.add(JSON.readTree(text.toString()));
            } catch (java.io.IOException e) {
                closed.completeExceptionally(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
