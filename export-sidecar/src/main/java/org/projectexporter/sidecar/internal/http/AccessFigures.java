package org.projectexporter.sidecar.internal.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.internal.webhooks.Delivery;
import org.projectexporter.sidecar.internal.webhooks.Webhooks;

/** Figures of webhooks and tokens, by the names in {@code docs/sidecar.md}. */
final class AccessFigures {
    private AccessFigures() {}

    /**
     * Adds them.
     *
     * @param brokenTokens whether the file with tokens cannot be used
     */
    static void addTo(MeterRegistry figures, Webhooks webhooks, BooleanSupplier brokenTokens) {
        for (Delivery.State state : Delivery.State.values()) {
            Gauge.builder("project_export_webhook_deliveries", webhooks, all -> all.count(state))
                    .description("deliveries of webhooks that are remembered, by state")
                    .tag("state", state.jsonName())
                    .register(figures);
        }
        FunctionCounter.builder("project_export_webhook_attempts", webhooks, Webhooks::attempts)
                .description("attempts to deliver webhooks")
                .register(figures);
        FunctionCounter.builder("project_export_webhook_attempts_failed", webhooks, Webhooks::refused)
                .description("attempts to deliver webhooks that were not accepted")
                .register(figures);
        Gauge.builder("project_export_webhooks_broken", webhooks, all -> all.isBroken() ? 1 : 0)
                .description("1 if the file with webhooks cannot be used, and its previous version remains in force")
                .register(figures);
        Gauge.builder("project_export_tokens_broken", brokenTokens, broken -> broken.getAsBoolean() ? 1 : 0)
                .description("1 if the file with tokens cannot be used, and its previous version remains in force")
                .strongReference(true)
                .register(figures);
    }
}
