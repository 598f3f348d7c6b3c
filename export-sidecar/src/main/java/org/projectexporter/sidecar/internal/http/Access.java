package org.projectexporter.sidecar.internal.http;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.access.DownloadUrls;
import org.projectexporter.sidecar.internal.access.LoginCode;
import org.projectexporter.sidecar.internal.access.Sessions;
import org.projectexporter.sidecar.internal.access.Tickets;
import org.projectexporter.sidecar.internal.access.TokenTable;
import org.projectexporter.sidecar.internal.files.Sha256;

/**
 * What decides who may send requests.
 *
 * @param authentication finds the caller of a request
 * @param tokens those of the data folder
 * @param sessions the logins of browsers
 * @param loginCode of the link that logs the operator's browser in
 */
record Access(
        Authentication authentication,
        TokenTable tokens,
        DownloadUrls urls,
        Tickets tickets,
        Sessions sessions,
        LoginCode loginCode) {
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
        byte[] digest = Sha256.of(serverToken);
        Sessions sessions = new Sessions(data, digest, tokens, clock);
        Authentication authentication = new Authentication(digest, tokens, urls, tickets, new SessionCheck(sessions));
        return new Access(authentication, tokens, urls, tickets, sessions, new LoginCode(clock));
    }
}
