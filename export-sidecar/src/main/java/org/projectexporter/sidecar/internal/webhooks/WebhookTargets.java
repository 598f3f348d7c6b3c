package org.projectexporter.sidecar.internal.webhooks;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.projectexporter.sidecar.internal.files.FileVersion;

/**
 * The targets of the operator's file, which is read again when it changes. A version that is missing, invalid, or
 * readable by others is not used: the previous targets remain. To be used by one thread at a time.
 */
final class WebhookTargets {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookTargets.class);

    private final Path file;
    private final Clock clock;
    private Instant looked;
    private @Nullable FileVersion used;
    private volatile @Nullable String problem;

    /** Puts targets into effect. */
    interface Use {
        /**
         * Uses them instead of the previous ones.
         *
         * @param since when the new ones did not exist yet: what happens later is for them
         */
        void of(List<WebhookTarget> targets, Instant since) throws IOException;
    }

    WebhookTargets(Path file, Clock clock) {
        this.file = file.toAbsolutePath();
        this.clock = clock;
        this.looked = clock.instant();
    }

    /**
     * Uses the targets for the first time: there are no previous ones that could remain.
     *
     * @throws IOException if the file cannot be read, or others can read or write it
     * @throws IllegalArgumentException if it is invalid
     */
    void load(Use use) throws IOException {
        load(use, FileVersion.of(file), clock.instant());
    }

    private void load(Use use, FileVersion now, Instant since) throws IOException {
        use.of(WebhookFile.read(file), since);
        used = now;
    }

    /** Uses the targets if the file has changed. */
    void refresh(Use use) {
        Instant before = looked;
        looked = clock.instant();
        try {
            FileVersion now = FileVersion.of(file);
            if (problem == null && now.isSame(used)) {
                return;
            }
            load(use, now, before);
            if (problem != null) {
                LOG.atInfo().addKeyValue("event", "webhook").log("the file with the webhooks is in order again");
            }
            problem = null;
        } catch (IOException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(problem)) {
                LOG.atError()
                        .addKeyValue("event", "webhook")
                        .log("the file with the webhooks is not used, the previous targets remain: {}", message);
            }
            problem = message;
        }
    }

    /** Whether the current version of the file cannot be used. */
    boolean isBroken() {
        return problem != null;
    }
}
