package org.projectexporter.sidecar.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.append;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.complete;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.error;
import static org.projectexporter.sidecar.internal.jobs.JobEvents.progress;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.projectexporter.sidecar.internal.jobs.EventLog;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventRoutesTest {
    private final EventServer server = EventServer.quick();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void events_comeAsTheyHappenAndEndWithTheExport() throws Exception {
        EventLog log = server.newLog("whole");
        FakeListener listener = server.listen("whole/events").readAll();

        append(log, progress(1));
        JsonNode progress = listener.next();
        append(log, complete(2));
        JsonNode complete = listener.next();

        assertThat(progress.path("event_id").longValue()).isEqualTo(1);
        assertThat(progress.path("type").textValue()).isEqualTo("export_progress");
        assertThat(progress.path("project_id").textValue()).isEqualTo("film");
        assertThat(progress.path("progress").doubleValue()).isEqualTo(0.5);
        assertThat(complete.path("type").textValue()).isEqualTo("export_complete");
        assertThat(complete.path("result").path("files").intValue()).isEqualTo(3);
        assertThat(listener.status()).isEqualTo(1000);
        assertThat(server.routes.listeners()).isZero();
    }

    @Test
    void anError_isReportedWithItsCodeAndEndsTheStream() throws Exception {
        append(server.newLog("failed"), error(9));
        FakeListener listener = server.listen("failed/events").readAll();

        JsonNode event = listener.next();

        assertThat(event.path("error").path("code").textValue()).isEqualTo("out_of_space");
        assertThat(event.path("error").path("resumable").booleanValue()).isTrue();
        assertThat(listener.status()).isEqualTo(1000);
    }

    @Test
    void lastEventId_replaysWhatWasMissed() throws Exception {
        EventLog log = server.newLog("missed");
        append(log, progress(1));
        append(log, error(2));
        append(log, progress(3));
        append(log, complete(4));

        assertThat(server.listen("missed/events?last_event_id=0").readAll().numbersUntilClosed())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(server.listen("missed/events?last_event_id=1").readAll().numbersUntilClosed())
                .containsExactly(2L, 3L, 4L);
        assertThat(server.listen("missed/events?last_event_id=99").readAll().numbersUntilClosed())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(server.listen("missed/events").readAll().numbersUntilClosed())
                .as("who says nothing gets the newest")
                .containsExactly(4L);
    }

    @Test
    void anErrorAfterWhichTheExportWasResumed_doesNotEndTheStream() throws Exception {
        EventLog log = server.newLog("resumed");
        append(log, error(1));
        append(log, progress(2));
        FakeListener listener = server.listen("resumed/events?last_event_id=0").readAll();
        assertThat(listener.next().path("event_id").longValue()).isEqualTo(1);
        assertThat(listener.next().path("event_id").longValue()).isEqualTo(2);

        append(log, complete(3));

        assertThat(listener.numbersUntilClosed()).containsExactly(3L);
    }

    @Test
    void aListenerThatDoesNotRead_getsTheNewestProgressLaterAndNoBacklog() throws Exception {
        EventLog log = server.newLog("slow");
        FakeListener slow = server.listen("slow/events");
        FakeListener quick = server.listen("slow/events").readAll();
        slow.read(1);

        for (int number = 1; number <= 200; number++) {
            append(log, progress(number));
            Thread.sleep(4);
        }
        append(log, complete(201));

        List<Long> quickly = quick.numbersUntilClosed();
        assertThat(quickly).hasSizeGreaterThan(3 * EventStream.MOST_BEHIND).endsWith(201L);
        List<Long> slowly = slow.readAll().numbersUntilClosed();
        assertThat(slowly).isSorted().endsWith(201L);
        assertThat(slowly.size()).as("messages of %s", slowly).isLessThanOrEqualTo(EventStream.MOST_BEHIND + 2);
    }

    @Test
    void aListenerThatAnswersNoPing_isLetGo() throws Exception {
        EventPace pace = new EventPace(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(2));
        try (EventServer impatient = new EventServer(pace)) {
            impatient.newLog("gone");
            FakeListener answering = impatient.listen("gone/events").readAll();
            try (Socket silent = handshake(impatient, "gone/events")) {
                silent.getInputStream().readAllBytes(); // until the server lets go
            }
            assertThat(impatient.routes.listeners()).isEqualTo(1);
            assertThat(answering.closed).isNotDone();
        }
    }

    @Test
    void listeners_haveNoThreadOfTheirOwn() throws Exception {
        EventLog log = server.newLog("many");
        List<FakeListener> listeners = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            listeners.add(server.listen("many/events").readAll());
        }

        append(log, complete(1));

        for (FakeListener listener : listeners) {
            assertThat(listener.numbersUntilClosed()).containsExactly(1L);
        }
    }

    @Test
    void whatAListenerSays_isIgnoredAndLimited() throws Exception {
        EventLog log = server.newLog("talking");
        FakeListener polite = server.listen("talking/events").readAll();
        FakeListener loud = server.listen("talking/events").readAll();

        socket(polite).sendText("is it done?", true).join();
        socket(loud).sendText("x".repeat(2000), true).join();

        assertThat(loud.status()).isEqualTo(1009);
        append(log, complete(1));
        assertThat(polite.numbersUntilClosed()).containsExactly(1L);
    }

    @Test
    void anExportThatIsUnknown_isRefusedBeforeTheUpgrade() throws Exception {
        assertThat(answer(server, "nowhere/events")).startsWith("HTTP/1.1 404").contains("unknown_export");
    }

    @Test
    void aLastEventIdThatIsNone_isRefusedBeforeTheUpgrade() throws Exception {
        server.newLog("strict");

        assertThat(answer(server, "strict/events?last_event_id=x"))
                .startsWith("HTTP/1.1 400")
                .contains("last_event_id must be");
        assertThat(answer(server, "strict/events?last_event_id=-1")).startsWith("HTTP/1.1 400");
        assertThat(answer(server, "strict/events?last_event_id=99999999999999999999"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void compression_isNotAgreedOn() throws Exception {
        server.newLog("plain");

        assertThat(answer(server, "plain/events"))
                .startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions")
                .as("and there is no session")
                .doesNotContainIgnoringCase("Cookie");
    }

    @Test
    void aRequestWithoutUpgrade_isRefused() throws Exception {
        server.newLog("plain");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/exports/plain/events"))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("request an upgrade");
    }

    @Test
    void close_sendsListenersAwayAndTakesNoMore() throws Exception {
        EventServer stopped = EventServer.quick();
        stopped.newLog("open");
        FakeListener listener = stopped.listen("open/events").readAll();
        stopped.awaitListeners(1);

        stopped.close();

        assertThat(listener.status()).isEqualTo(1001);
    }

    @Test
    void serverSentEvents_haveComments_whileNothingHappens() throws Exception {
        EventPace pace = new EventPace(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20));
        try (EventServer quick = new EventServer(pace)) {
            EventLog log = quick.newLog("quiet");
            append(log, progress(1));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + quick.port() + "/api/v1/exports/quiet/events"))
                    .header("Accept", "text/html, Text/Event-Stream;q=0.5")
                    .build();
            HttpResponse<Stream<String>> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
            Iterator<String> lines = answer.body().iterator();
            for (int comments = 0; comments < 3; ) {
                comments += lines.next().equals(":") ? 1 : 0;
            }
            quick.allowed.set(false);
            List<String> rest = new ArrayList<>();
            lines.forEachRemaining(rest::add);
            assertThat(rest).doesNotContain("event: export_complete");
        }
    }

    @Test
    void aListenerThatIsGone_isNoticedAtAHeartbeat() throws Exception {
        EventPace pace = new EventPace(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20));
        try (EventServer quick = new EventServer(pace)) {
            quick.newLog("left");
            try (Socket socket = new Socket("127.0.0.1", quick.port())) {
                String request = "GET /api/v1/exports/left/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Accept: text/event-stream\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                quick.awaitListeners(1);
            }
            quick.awaitListeners(0);
        }
    }

    private static WebSocket socket(FakeListener listener) {
        return Objects.requireNonNull(listener.socket);
    }

    /** What the server says to an upgrade, to the end of its headers, or of its body where there is one. */
    private static String answer(EventServer server, String idAndQuery) throws IOException {
        try (Socket socket = handshake(server, idAndQuery)) {
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            byte[] some = new byte[4096];
            while (!answer.toString().contains("\r\n\r\n")) {
                int read = in.read(some);
                if (read < 0) {
                    break;
                }
                answer.append(new String(some, 0, read, ISO_8859_1));
            }
            return answer.toString();
        }
    }

    private static Socket handshake(EventServer server, String idAndQuery) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        String request = "GET /api/v1/exports/" + idAndQuery + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }
}
