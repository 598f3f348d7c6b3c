package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.jobs.UploadData;

/**
 * Headers of tus 1.0.0 (<a href="https://tus.io/protocols/resumable-upload">protocol</a>): the core, and the extensions
 * creation, creation-with-upload, expiration, checksum and termination.
 */
final class Tus {
    static final String VERSION = "1.0.0";
    static final String EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination";
    static final String MEDIA_TYPE = "application/offset+octet-stream";
    static final String RESUMABLE = "Tus-Resumable";
    static final String OFFSET = "Upload-Offset";
    static final String LENGTH = "Upload-Length";
    static final String METADATA = "Upload-Metadata";
    static final String EXPIRES = "Upload-Expires";
    static final String CHECKSUM = "Upload-Checksum";
    static final String OVERRIDE = "X-HTTP-Method-Override";

    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int MOST_METADATA = 4096;

    private Tus() {}

    /** The names that {@code Upload-Checksum} may have; the protocol demands sha1. */
    static String algorithms() {
        return "sha1,sha256";
    }

    /**
     * Marks the answer, and refuses another version of the protocol before anything else happens.
     *
     * @param needed whether the request must name a version
     */
    static void requireVersion(Context context, boolean needed) {
        context.header(RESUMABLE, VERSION);
        String version = context.header(RESUMABLE);
        if (version == null ? needed : !version.equals(VERSION)) {
            throw new ProblemException(
                    412,
                    "precondition_failed",
                    "the request must have the header " + RESUMABLE + ": " + VERSION,
                    RESUMABLE,
                    Map.of("Tus-Version", VERSION));
        }
    }

    /** A number of bytes. */
    static long bytes(Context context, String header) {
        String value = context.header(header);
        if (value == null || !NUMBER.matcher(value).matches()) {
            throw invalid(header, header + " must be a number of bytes");
        }
        return Long.parseLong(value);
    }

    /** Whether the body is data of an upload. */
    static boolean isData(@Nullable String contentType) {
        return contentType != null && contentType.strip().equalsIgnoreCase(MEDIA_TYPE);
    }

    /** The data of a request, with its checksum if it has one. */
    static UploadData data(Context context, InputStream body) {
        String header = context.header(CHECKSUM);
        if (header == null) {
            return UploadData.of(body);
        }
        String[] parts = header.strip().split(" ", -1);
        String algorithm = parts.length == 2 ? ALGORITHMS.get(parts[0]) : null;
        if (algorithm == null) {
            throw invalid(
                    CHECKSUM, CHECKSUM + " must be one of " + algorithms() + ", a space, and the digest in Base64");
        }
        try {
            byte[] digest = Base64.getDecoder().decode(parts[1]);
            return UploadData.of(body, MessageDigest.getInstance(algorithm), digest);
        } catch (IllegalArgumentException e) {
            throw invalid(CHECKSUM, "the digest must be Base64");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has both
        }
    }

    /** The metadata of a new upload, as it was sent; empty if there is none. */
    static String metadata(Context context) {
        String header = context.header(METADATA);
        String given = header == null ? "" : header.strip();
        if (given.length() > MOST_METADATA) {
            throw invalid(METADATA, METADATA + " must not be longer than " + MOST_METADATA + " characters");
        }
        parse(given);
        return given;
    }

    /** The values of metadata by their keys; those that are not text in UTF-8 have replacement characters. */
    static Map<String, String> parse(String metadata) {
        Map<String, String> values = new LinkedHashMap<>();
        if (metadata.isEmpty()) {
            return values;
        }
        Set<String> keys = new HashSet<>();
        for (String pair : metadata.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts[0].isEmpty() || parts.length > 2 || !keys.add(parts[0])) {
                throw invalid(METADATA, METADATA + " must be pairs of a unique key and a value in Base64");
            }
            values.put(parts[0], parts.length == 1 ? "" : decoded(parts[1]));
        }
        return values;
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(METADATA, "a value of " + METADATA + " must be Base64");
        }
    }

    static ProblemException invalid(String header, String detail) {
        return new ProblemException(400, "invalid_request", detail, header);
    }
}
