package org.projectexporter.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file of the page, with what a server needs to send it; immutable. */
public final class PageFile {
    /** The file that is the page; it loads the others from the folder {@code page} next to it. */
    public static final String INDEX = "index.html";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8", // RFC 9239
            "svg", "image/svg+xml");

    /** No other resource can have such a name: neither a class nor a file of another folder. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,60}\\.(html|css|js|svg)");

    private final String mediaType;
    private final byte[] bytes;
    private final byte[] gzip;
    private final String sha256;

    private PageFile(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.gzip = compress(bytes);
        this.sha256 = HexFormat.of().formatHex(digest(bytes));
    }

    /**
     * {@return a file of the page, read into memory; empty if the page has none of this name}
     *
     * @param name without a folder, for example {@link #INDEX}; any text is safe
     */
    public static Optional<PageFile> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        try (InputStream in = PageFile.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new PageFile(MEDIA_TYPES.getOrDefault(suffix, ""), in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + name + " cannot be read", e);
        }
    }

    /** {@return its type, as in the header Content-Type} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return the content} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the content, compressed (RFC 1952)} */
    public byte[] gzip() {
        return gzip.clone();
    }

    /** {@return the digest of the content, in hexadecimal} */
    public String sha256() {
        return sha256;
    }

    /** {@return the content as text} */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
