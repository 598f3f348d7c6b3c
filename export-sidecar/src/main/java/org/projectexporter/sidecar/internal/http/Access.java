package org.projectexporter.sidecar.internal.http;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.access.DownloadUrls;
import org.projectexporter.sidecar.internal.access.Tickets;
import org.projectexporter.sidecar.internal.access.TokenTable;

/**
 * What decides who may send requests.
 *
 * @param authentication finds the caller of a request
 * @param tokens those of the data folder
 */
record Access(Authentication authentication, TokenTable tokens, DownloadUrls urls, Tickets tickets) {
    /**
     * That of a data folder, which exists.
     *
     * @param serverToken the token that may do everything
     * @throws IOException if the folder has a file with tokens that cannot be used
     */
    static Access open(SidecarOptions options, String serverToken) throws IOException {
        Path data = options.data().toRealPath();
        Clock clock = Clock.systemUTC();
        TokenTable tokens = TokenTable.open(data, clock);
        DownloadUrls urls = new DownloadUrls(data, tokens, clock);
        Tickets tickets = new Tickets(tokens, clock);
        return new Access(new Authentication(serverToken, tokens, urls, tickets), tokens, urls, tickets);
    }
}
