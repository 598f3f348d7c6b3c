package org.projectexporter.internal.exporting.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.internal.layout.Sha256Sums;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The digests of the entries in the archive so far: each of its own, and one over all. */
public final class EntrySums {
    private final LedgerLog log;

    /** The entries in a ledger. */
    EntrySums(LedgerLog log) {
        this.log = log;
    }

    /** SHA-256 over all entries, in hexadecimal; {@code docs/manifest.md} defines its input. */
    public String contentsSha256() throws IOException {
        MessageDigest contents = Sha256.newDigest();
        log.replay(event -> {
            if (event instanceof LedgerLog.Entered entered && entered.role() != EntryRole.METADATA) {
                update(contents, entered);
            }
        });
        return HexFormat.of().formatHex(contents.digest());
    }

    /** Adds one record of {@link #contentsSha256}; a NUL ends each field, since no path contains one. */
    private static void update(MessageDigest contents, LedgerLog.Entered entry) {
        boolean link = entry.type() == EntryType.SYMBOLIC_LINK;
        char kind = entry.type() == EntryType.DIRECTORY ? 'd' : link ? 'l' : 'f';
        String mode = link ? "-" : Integer.toOctalString(entry.mode());
        contents.update((kind + "\0" + mode + '\0').getBytes(StandardCharsets.US_ASCII));
        contents.update(entry.path().bytes());
        contents.update((byte) 0);
        if (entry.sha256() != null) {
            contents.update((entry.size() + " " + entry.sha256()).getBytes(StandardCharsets.US_ASCII));
        } else if (entry.linkTarget() != null) {
            contents.update(entry.linkTarget().bytes());
        }
        contents.update((byte) 0);
    }

    /** Receives files. */
    @FunctionalInterface
    public interface Visitor {
        /** A file with its digest in hexadecimal and its number of bytes. */
        void visit(String sha256, RawPath path, long size) throws IOException;
    }

    /** Passes all files, each name of a hard-linked one as a file, and the export's own metadata among them. */
    public void visit(Visitor visitor) throws IOException {
        log.replay(event -> {
            if (event instanceof LedgerLog.Entered entered && entered.sha256() != null) {
                visitor.visit(entered.sha256(), entered.path(), entered.size());
            }
        });
    }

    /** Writes a line of SHA256SUMS for each file, except for Git indexes. */
    public void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            log.replay(event -> {
                if (event instanceof LedgerLog.Entered entered
                        && entered.sha256() != null
                        && entered.role() != EntryRole.REPOSITORY_INDEX) {
                    out.write(Sha256Sums.line(entered.sha256(), entered.path()));
                }
            });
        }
    }
}
