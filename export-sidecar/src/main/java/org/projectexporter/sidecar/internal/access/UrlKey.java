package org.projectexporter.sidecar.internal.access;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.projectexporter.sidecar.internal.files.PrivateFile;
import org.projectexporter.sidecar.internal.files.PrivateFile.Version;

/**
 * The key that signs download URLs: 256 random bits in the data folder, created when first needed; thread-safe. It is
 * read again when the file has changed: replacing or removing it invalidates all URLs. A file that cannot be used
 * signs and accepts nothing.
 */
final class UrlKey {
    private static final int KEY_BYTES = 32;
    private static final int MOST_BYTES = 256;
    private static final String ALGORITHM = "HmacSHA256";

    private final Path folder;
    private final PrivateFile file;
    private @Nullable Version read;
    private byte[] key = {};

    UrlKey(Path folder) {
        this.folder = folder;
        this.file = new PrivateFile(folder.resolve(TokenFiles.URL_KEY), MOST_BYTES);
    }

    /** Stores a new key. */
    static void create(Path folder) throws IOException {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(TokenFiles.random(KEY_BYTES));
        new PrivateFile(folder.resolve(TokenFiles.URL_KEY), MOST_BYTES)
                .write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** HMAC-SHA-256 (RFC 2104) of a text, with a key that is created if there is none. */
    byte[] sign(String text) throws IOException {
        synchronized (this) {
            if (file.version().isEmpty()) {
                create(folder);
            }
        }
        return mac(text).orElseThrow(() -> new IOException("the key for download URLs was removed meanwhile"));
    }

    /** The same; empty if there is no key. */
    Optional<byte[]> mac(String text) throws IOException {
        byte[] now = current();
        if (now.length == 0) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(now, ALGORITHM));
            return Optional.of(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private synchronized byte[] current() throws IOException {
        Version now = file.version().orElse(null);
        if (now == null) {
            key = new byte[0];
        } else if (!now.equals(read)) {
            key = decode(file.read());
        }
        read = now;
        return key;
    }

    private static byte[] decode(byte[] content) throws IOException {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(new String(content, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("url-key in the data folder is damaged; remove it, and a new one is created", e);
        }
        if (decoded.length != KEY_BYTES) {
            throw new IOException(
                    "url-key in the data folder is not " + KEY_BYTES + " bytes; remove it, and a new one is created");
        }
        return decoded;
    }
}
