package org.projectexporter.sidecar.internal.webhooks;

import java.nio.file.Path;

import org.projectexporter.sidecar.Sidecar;
import org.projectexporter.sidecar.SidecarOptions;

/** A process with a sidecar that notifies a target, to be killed; it prints its port when it is ready. */
final class NotifyingSidecar {
    private NotifyingSidecar() {}

    public static void main(String[] arguments) throws Exception {
        Sidecar sidecar = Sidecar.start(SidecarOptions.builder(Path.of(arguments[0]), Path.of(arguments[1]))
                .port(0)
                .token("token-of-the-test")
                .webhooks(Path.of(arguments[2]))
                .build());
        System.out.println(sidecar.port());
        Thread.sleep(Long.MAX_VALUE);
    }
}
