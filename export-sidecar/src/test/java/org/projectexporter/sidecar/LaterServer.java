package org.projectexporter.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A later version of the server: its answers have fields and values that the description does not know. */
final class LaterServer implements AutoCloseable {
    private final HttpServer server;

    private LaterServer(HttpServer server) {
        this.server = server;
    }

    /** Answers each GET as the present server does, with additions. */
    static LaterServer of(ServedWorkspace present) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, present));
        server.start();
        return new LaterServer(server);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, ServedWorkspace present) throws IOException {
        Answer answer = present.requests().get(exchange.getRequestURI().toString());
        byte[] body = later(answer.json()).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.header("Content-Type"));
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static JsonNode later(JsonNode json) {
        json.forEach(LaterServer::later);
        if (json instanceof ObjectNode object) {
            for (String name : new String[] {"state", "phase", "priority", "format", "lfs_media", "code"}) {
                if (object.path(name).isTextual()) {
                    object.put(name, "of-a-later-version");
                }
            }
            object.set("added_later", JsonNodeFactory.instance.objectNode().put("level", 1));
        }
        return json;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
