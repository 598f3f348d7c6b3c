package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Clients that take their time. */
class SlowClientsTest {
    @TempDir
    Path folder;

    @Test
    void headThatComesByteByByte_isNotWaitedFor() throws Exception {
        try (ServedWorkspace served =
                        ServedWorkspace.start(folder, options -> options.idleTimeout(Duration.ofMillis(400)));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), served.sidecar().port())) {
            assertThat(sendsUntilClosed(socket)).as("bytes that were taken").isLessThan(300);
            assertThat(served.requests().get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void asManyConnectionsAsMayBe_letNoOtherIn_untilOneIsClosed() throws Exception {
        try (ServedWorkspace served = ServedWorkspace.start(folder, options -> options.maxConnections(2));
                Socket first = connection(served);
                Socket second = connection(served);
                Socket third = connection(served)) {
            assertThat(isAnswered(first)).isTrue();
            assertThat(isAnswered(second)).isTrue();
            assertThat(isAnswered(third)).isFalse();

            first.shutdownOutput();

            assertThat(third.getInputStream().read()).isEqualTo('H');
        }
    }

    private static Socket connection(ServedWorkspace served) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), served.sidecar().port());
        socket.setSoTimeout(500);
        return socket;
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            return socket.getInputStream().read() == 'H';
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(20_000);
            return false;
        }
    }

    private static int sendsUntilClosed(Socket socket) throws InterruptedException {
        int sent = 0;
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (sent < 300) {
                socket.getOutputStream().write('x');
                sent++;
                Thread.sleep(20);
            }
        } catch (IOException e) {
            return sent; // the server has closed the connection
        }
        return sent;
    }
}
