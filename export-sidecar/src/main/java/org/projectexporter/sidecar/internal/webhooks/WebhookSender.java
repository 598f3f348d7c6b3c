package org.projectexporter.sidecar.internal.webhooks;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sends messages to targets. It connects only to the addresses that it has resolved and checked itself, follows no
 * redirect, sends no cookie or credentials, and reads a few kilobytes of the response at most. It is started when first
 * used.
 */
final class WebhookSender implements AutoCloseable {
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final int MOST_RESPONSE_BYTES = 4096;
    private static final int MOST_THREADS = 8;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final HttpClient client;
    private final Lookup lookup;
    private final boolean privateAddresses;

    /** The addresses of a host name. */
    interface Lookup {
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    /**
     * The outcome of an attempt that was answered.
     *
     * @param retryAfterSeconds the pause that the target asks for
     */
    record Outcome(int status, OptionalLong retryAfterSeconds) {
        boolean isAccepted() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * A sender.
     *
     * @param privateAddresses whether it may connect to addresses that are not public
     */
    WebhookSender(Lookup lookup, boolean privateAddresses) {
        this.lookup = lookup;
        this.privateAddresses = privateAddresses;
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setConnectTimeout(LONGEST_CONNECT);
        this.client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
        threads.setName("webhook-client");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "project-export"));
        client.setSocketAddressResolver(
                (host, port, context, promise) -> threads.execute(() -> resolve(host, port, promise)));
    }

    private void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        try {
            List<InetAddress> found = lookup.of(host);
            List<InetSocketAddress> allowed = found.stream()
                    .filter(address -> privateAddresses || PublicAddress.is(address))
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
            if (allowed.isEmpty()) {
                String addresses =
                        found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
                throw new IOException(host + " has no public address (" + addresses
                        + "); allow_private_addresses of the target allows others");
            }
            promise.succeeded(allowed);
        } catch (IOException | RuntimeException e) {
            promise.failed(e);
        }
    }

    /**
     * Sends a message once.
     *
     * @throws IOException if no response came in time, or the target cannot be reached
     */
    Outcome send(WebhookTarget target, Delivery delivery, Instant now) throws IOException, InterruptedException {
        start();
        long timestamp = now.getEpochSecond();
        String signatures = target.secrets().stream()
                .map(secret -> secret.sign(delivery.id(), timestamp, delivery.body()))
                .collect(Collectors.joining(" "));
        try (InputStreamResponseListener listener = new InputStreamResponseListener()) {
            client.newRequest(target.url())
                    .method(HttpMethod.POST)
                    .headers(headers -> headers.put("webhook-id", delivery.id())
                            .put("webhook-timestamp", Long.toString(timestamp))
                            .put("webhook-signature", signatures))
                    .body(new StringRequestContent("application/json", delivery.body()))
                    .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .send(listener);
            Response response = listener.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            read(listener);
            return new Outcome(response.getStatus(), retryAfter(response));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("no response within " + LONGEST.toSeconds() + " s", e);
        }
    }

    /** What the response says is not used: reading the rest only keeps the connection usable. */
    private static void read(InputStreamResponseListener listener) {
        try (InputStream body = listener.getInputStream()) {
            body.readNBytes(MOST_RESPONSE_BYTES);
        } catch (IOException e) {
            LOG.debug("the response of a webhook ended early: {}", e.toString());
        }
    }

    private static OptionalLong retryAfter(Response response) {
        String seconds = response.getHeaders().get(HttpHeader.RETRY_AFTER);
        return seconds != null && SECONDS.matcher(seconds).matches()
                ? OptionalLong.of(Long.parseLong(seconds))
                : OptionalLong.empty();
    }

    private synchronized void start() throws IOException {
        if (client.isStarted()) {
            return;
        }
        try {
            client.start();
            client.getProtocolHandlers().clear(); // such as those for redirects and authentication
        } catch (Exception e) {
            throw new IOException("the client for webhooks cannot start", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            client.stop();
        } catch (Exception e) {
            LOG.debug("the client for webhooks did not stop in order", e);
        }
    }
}
