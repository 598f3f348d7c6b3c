package org.projectexporter.sidecar.internal.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.sidecar.internal.files.PrivateFile;
import org.projectexporter.sidecar.internal.files.SealedJson;

/**
 * Deliveries on the disk, one file each, which is replaced atomically when something changes; and since when each
 * target exists, so that a new one is not notified of what happened before.
 */
final class DeliveryStore {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStore.class);
    private static final SealedJson DELIVERY = new SealedJson("project-export webhook delivery", 1);
    private static final SealedJson TARGETS = new SealedJson("project-export webhook targets", 1);
    private static final int MOST_BYTES = 1 << 20;
    private static final String SUFFIX = ".json";
    private static final String PREFIX = "msg_";

    private final Path folder;
    private final PrivateFile targets;

    private DeliveryStore(Path folder) {
        this.folder = folder;
        this.targets = new PrivateFile(folder.resolve("targets" + SUFFIX), MOST_BYTES);
    }

    /** The deliveries of a data folder. */
    static DeliveryStore of(Path data) throws IOException {
        Path folder = data.resolve("webhooks");
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
        return new DeliveryStore(folder);
    }

    /** All deliveries; damaged files are left alone and logged. */
    List<Delivery> load() throws IOException {
        List<Delivery> deliveries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path path : files) {
                try {
                    Delivery delivery = Delivery.parse(DELIVERY.decode(new PrivateFile(path, MOST_BYTES).read()));
                    if (!path.equals(path(delivery))) {
                        throw new IOException("it is the delivery " + delivery.id());
                    }
                    deliveries.add(delivery);
                } catch (IOException | RuntimeException e) {
                    LOG.warn("webhooks/{} is not used: {}", path.getFileName(), e.getMessage());
                }
            }
        }
        return deliveries;
    }

    /** Stores it; durable when this returns. */
    void write(Delivery delivery) throws IOException {
        new PrivateFile(path(delivery), MOST_BYTES).write(DELIVERY.encode(delivery.json()));
    }

    void remove(Delivery delivery) throws IOException {
        Files.deleteIfExists(path(delivery));
    }

    private Path path(Delivery delivery) {
        return folder.resolve(delivery.id() + SUFFIX);
    }

    /** Since when each of these targets exists; those that are new, since {@code start}. */
    Map<String, Instant> since(Collection<String> names, Instant start) throws IOException {
        JsonNode stored =
                targets.version().isPresent() ? TARGETS.decode(targets.read()) : JsonNodeFactory.instance.objectNode();
        Map<String, Instant> since = new HashMap<>();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            Instant at = stored.has(name) ? Instant.parse(stored.path(name).textValue()) : start;
            since.put(name, at);
            json.put(name, at.toString());
        }
        if (!json.equals(stored)) {
            targets.write(TARGETS.encode(json));
        }
        return since;
    }
}
