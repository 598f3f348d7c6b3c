package org.projectexporter.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request that is sent piece by piece over a connection of its own. */
final class OpenRequest implements AutoCloseable {
    private final Socket socket;

    private OpenRequest(Socket socket) {
        this.socket = socket;
    }

    /** Sends the head of a request; {@code headers} are lines without their ends. */
    static OpenRequest to(ServedWorkspace served, String requestLine, String... headers) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), served.sidecar().port());
        socket.setTcpNoDelay(true);
        OpenRequest request = new OpenRequest(socket);
        request.send(requestLine + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        return request;
    }

    /** Sends the head of a POST with the token, for a body of so many bytes. */
    static OpenRequest post(ServedWorkspace served, String target, String contentType, long bytes) throws IOException {
        return post(served, ServedWorkspace.TOKEN, target, "Content-Type: " + contentType, "Content-Length: " + bytes);
    }

    /** The same with another token. */
    static OpenRequest post(ServedWorkspace served, String token, String target, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Host: localhost", "Authorization: Bearer " + token));
        all.addAll(List.of(headers));
        return to(served, "POST " + target + " HTTP/1.1", all.toArray(String[]::new));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether one more byte could be sent. */
    boolean dribble() {
        try {
            send("x");
            return true;
        } catch (IOException e) {
            return false; // the server has closed the connection
        }
    }

    /** The first bytes of the answer, up to the status; empty if the connection was closed without one. */
    String status(int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
    }

    /** The rest of the answer, after which the server has closed the connection. */
    String rest(int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends no more, but still listens. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes away at once, so that the server's next write fails. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
