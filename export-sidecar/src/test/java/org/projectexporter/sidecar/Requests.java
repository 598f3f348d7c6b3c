package org.projectexporter.sidecar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sends requests byte by byte as they are given, which no client does with those that are wrong. Immutable; each answer is held against
 * {@code openapi.yaml}.
 */
public final class Requests {
    private final int port;
    private final Map<String, String> headers;

    private final String prefix;

    private Requests(int port, String prefix, Map<String, String> headers) {
        this.port = port;
        this.prefix = prefix;
        this.headers = headers;
    }

    public static Requests to(int port, String token) {
        return new Requests(port, "", Map.of("Host", "127.0.0.1:" + port))
                .with("Connection", "close")
                .with("Authorization", "Bearer " + token);
    }

    public Requests with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Requests(port, prefix, more);
    }

    public Requests without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Requests(port, prefix, fewer);
    }

    /** With this before each path, as a proxy sends it that keeps the prefix. */
    public Requests under(String path) {
        return new Requests(port, path, headers);
    }

    public Answer get(String target) {
        return send("GET", target, "");
    }

    public Answer post(String target) {
        return send("POST", target, "");
    }

    /** With a body of JSON. */
    public Answer post(String target, String json) {
        return (headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json"))
                .send("POST", target, json);
    }

    public Answer delete(String target) {
        return send("DELETE", target, "");
    }

    public Answer send(String method, String target, String body) {
        Answer answer = Answer.parse(exchange(method, target, body.getBytes(StandardCharsets.UTF_8)));
        ApiDescription.requireDescribed(method, target, answer);
        return answer;
    }

    /** With a body of bytes. */
    public Answer send(String method, String target, byte[] body) {
        Answer answer = Answer.parse(exchange(method, target, body));
        ApiDescription.requireDescribed(method, target, answer);
        return answer;
    }

    private byte[] exchange(String method, String target, byte[] body) {
        String length = Set.of("POST", "PATCH").contains(method) && !headers.containsKey("Transfer-Encoding")
                ? "Content-Length: " + body.length + "\r\n\r\n"
                : "\r\n";
        String head = head(method, target) + length;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request line and the headers, without the empty line at the end. */
    String head(String method, String target) {
        StringBuilder head = new StringBuilder(method + " " + prefix + target + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.toString();
    }
}
