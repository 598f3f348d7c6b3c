package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.projectexporter.testkit.fixtures.Tools;

/** A page of another origin in a real browser: WebSocket, EventSource, fetch with a token, and a download by its URL. */
@Tag("long")
class BrowserTest {
    private static final String PAGE =
            """
            <!doctype html><script>
            const api = 'API', token = 'TOKEN';
            const call = (method, path, headers) => fetch(api + path,
                {method, headers: {Authorization: 'Bearer ' + token, ...headers}});
            const url = async (path) => api + (await (await call('POST', path)).json()).url;
            const report = {};
            const socket = (address) => new Promise(done => {
              const types = [];
              const ws = new WebSocket(address.replace('http', 'ws'));
              ws.onmessage = event => types.push(JSON.parse(event.data).type);
              ws.onclose = event => done(types.at(-1) + ' ' + event.code);
            });
            const source = (address) => new Promise(done => {
              const types = [];
              const es = new EventSource(address);
              for (const type of ['export_progress', 'export_complete', 'export_error'])
                es.addEventListener(type, event => types.push(event.type + ' ' + (event.lastEventId > 0)));
              es.onerror = () => { if (es.readyState === EventSource.CLOSED) done(types.at(-1) + ' closed'); };
            });
            (async () => {
              try {
                const path = 'EXPORT';
                report.socket = await socket(await url(path + '/events-ticket'));
                report.source = await source(await url(path + '/events-ticket'));
                const download = await url(path + '/download-url');
                const part = await fetch(download, {headers: {Range: 'bytes=0-3'}});
                report.range = part.headers.get('Content-Range');
                report.etag = part.headers.get('ETag') !== null;
                report.bytes = Array.from(new Uint8Array(await part.arrayBuffer())).join();
                report.whole = (await (await fetch(download)).arrayBuffer()).byteLength;
                report.started = (await call('POST', '/api/v1/projects/film/export',
                    {'Content-Type': 'application/json', 'Idempotency-Key': 'k'})).headers.get('Location') !== null;
              } catch (e) { report.failure = String(e); }
              await fetch('/report', {method: 'POST', body: JSON.stringify(report)});
            })();
            </script>""";

    @TempDir
    Path folder;

    @Test
    void pageOfAnAllowedOrigin_followsAndDownloadsAnExport() throws Exception {
        Tools.require("chromium");
        CompletableFuture<String> report = new CompletableFuture<>();
        CompletableFuture<String> page = new CompletableFuture<>();
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> {
            byte[] body = exchange.getRequestURI().getPath().equals("/")
                    ? page.join().getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            if (exchange.getRequestURI().getPath().equals("/report")) {
                report.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        pages.start();
        String origin = "http://localhost:" + pages.getAddress().getPort();
        Process browser = null;
        try (ServedWorkspace served = ServedWorkspace.start(folder, options -> options.allowedOrigins(Set.of(origin)))
                .project("film")) {
            String export = served.export("film", "{}");
            int bytes = served.await(export, "completed")
                    .path("result")
                    .path("archive_bytes")
                    .asInt();
            page.complete(PAGE.replace("API", served.sidecar().url())
                    .replace("TOKEN", ServedWorkspace.TOKEN)
                    .replace("EXPORT", export));
            browser = new ProcessBuilder(
                            "chromium",
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-features=LocalNetworkAccessChecks",
                            "--user-data-dir=" + folder.resolve("profile"),
                            "--remote-debugging-port=0",
                            origin + "/")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("browser.log").toFile())
                    .start();
            assertThat(report.get(120, TimeUnit.SECONDS))
                    .isEqualTo("{\"socket\":\"export_complete 1000\",\"source\":\"export_complete true closed\","
                            + "\"range\":\"bytes 0-3/" + bytes + "\",\"etag\":true,\"bytes\":\"80,75,3,4\",\"whole\":"
                            + bytes + ",\"started\":true}");
        } finally {
            pages.stop(0);
            if (browser != null) {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly().waitFor();
            }
        }
    }
}
