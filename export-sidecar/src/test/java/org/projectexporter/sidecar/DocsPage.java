package org.projectexporter.sidecar;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the page {@code docs.html} of both descriptions: plain HTML with a style of its own, without a script. */
final class DocsPage {
    private static final String STYLE =
            """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
            h1,h2,h3{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid #ccc}
            code,pre{font:14px/1.4 ui-monospace,monospace}pre{background:#f4f4f4;padding:.75rem;overflow:auto}
            table{border-collapse:collapse;width:100%}td,th{border:1px solid #ddd;padding:.25rem .5rem;text-align:left;vertical-align:top}
            .m{display:inline-block;min-width:4.5rem;font-weight:bold}
            @media (prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}pre{background:#2a2a2a}td,th{border-color:#444}a{color:#8bf}}
            """;

    private final StringBuilder html = new StringBuilder();
    private final JsonNode api;
    private final JsonNode events;

    private DocsPage(JsonNode api, JsonNode events) {
        this.api = api;
        this.events = events;
    }

    static String of(JsonNode api, JsonNode events) {
        return new DocsPage(api, events).page();
    }

    private String page() {
        String title = text(api.at("/info/title"));
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>")
                .append(title)
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n<h1>")
                .append(title)
                .append("</h1>\n<p>")
                .append(text(api.at("/info/description")))
                .append("</p>\n<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a>,")
                .append(" <a href=\"/asyncapi.yaml\">asyncapi.yaml</a>.</p>\n");
        for (JsonNode tag : api.path("tags")) {
            heading(2, tag.path("name").asText(), text(tag.path("name")) + ": " + text(tag.path("description")));
            api.path("paths")
                    .properties()
                    .forEach(path -> operations(tag.path("name").asText(), path));
        }
        if (!events.isMissingNode()) {
            events();
        }
        heading(2, "schemas", "schemas");
        schemas(api.at("/components/schemas"), "");
        return html.append("</html>\n").toString();
    }

    private void events() {
        heading(2, "events", "events over WebSocket");
        html.append("<p>").append(text(events.at("/info/description"))).append("</p>\n");
        schemas(events.at("/components/schemas"), "event-");
    }

    private void heading(int level, String id, String inner) {
        html.append(String.format(Locale.ROOT, "<h%d id=\"%s\">%s</h%d>\n", level, id, inner, level));
    }

    private void operations(String tag, Map.Entry<String, JsonNode> path) {
        path.getValue().properties().forEach(operation -> {
            if (operation.getValue().path("tags").path(0).asText().equals(tag)) {
                operation(path.getKey(), path.getValue(), operation.getKey(), operation.getValue());
            }
        });
    }

    private void operation(String path, JsonNode item, String method, JsonNode operation) {
        String name = operation.path("operationId").asText();
        heading(
                3,
                name,
                "<span class=m>" + method.toUpperCase(Locale.ROOT) + "</span><code>" + escape(path) + "</code>");
        html.append("<p>")
                .append(text(operation.path("summary")))
                .append(" ")
                .append(text(operation.path("description")))
                .append("</p>\n<table>\n");
        if (operation.has("x-required-scope")) {
            row("scope", "<code>" + text(operation.path("x-required-scope")) + "</code>", "");
        }
        item.path("parameters").forEach(this::parameter);
        operation.path("parameters").forEach(this::parameter);
        operation
                .at("/requestBody/content")
                .properties()
                .forEach(content -> row(
                        "body",
                        escape(content.getKey()),
                        schema(content.getValue().path("schema"))));
        operation.path("responses").properties().forEach(this::response);
        html.append("</table>\n");
    }

    private void parameter(JsonNode reference) {
        JsonNode parameter = resolved(reference);
        row(
                text(parameter.path("in")),
                "<code>" + text(parameter.path("name")) + "</code>",
                text(parameter.path("description")));
    }

    private void response(Map.Entry<String, JsonNode> entry) {
        JsonNode response = resolved(entry.getValue());
        String content = response.path("content").properties().stream()
                .map(type ->
                        escape(type.getKey()) + " " + schema(type.getValue().path("schema")))
                .collect(Collectors.joining(", "));
        row(
                "answer",
                "<code>" + escape(entry.getKey()) + "</code>",
                text(response.path("description")) + " " + content);
    }

    private void row(String first, String second, String third) {
        html.append(String.format(Locale.ROOT, "<tr><td>%s<td>%s<td>%s\n", first, second, third.strip()));
    }

    private static String schema(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return name.isEmpty() ? "" : "<a href=\"#" + name + "\">" + name + "</a>";
    }

    private void schemas(JsonNode schemas, String prefix) {
        schemas.properties().forEach(schema -> {
            heading(3, prefix + schema.getKey(), escape(schema.getKey()));
            html.append("<p>")
                    .append(text(schema.getValue().path("description")))
                    .append("</p>\n<pre>")
                    .append(escape(schema.getValue().toPrettyString()))
                    .append("</pre>\n");
        });
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static String text(JsonNode node) {
        return escape(node.asText());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
