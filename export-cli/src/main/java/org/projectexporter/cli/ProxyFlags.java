package org.projectexporter.cli;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Set;

import org.projectexporter.sidecar.ProxySettings;

/** The proxy in front of the sidecar. */
final class ProxyFlags {
    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            description =
                    "the path under which a proxy publishes the server, for example /exports; links begin with it")
    String basePath = "";

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            description = "address of a proxy, or a network, for example 10.0.0.0/8, whose X-Forwarded-Prefix, -Proto,"
                    + " -Host and Forwarded are believed; repeatable")
    List<String> trusted = List.of();

    /** As settings of the library, which checks the values. */
    ProxySettings settings() {
        return new ProxySettings(basePath, Set.copyOf(trusted));
    }
}
