package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

import org.projectexporter.sidecar.internal.files.SealedJson;
import org.projectexporter.sidecar.internal.files.Sha256;

/**
 * The bytes of {@code job.json}: two lines of JSON. The first has magic, version and the SHA-256 of the second, which
 * is the job.
 */
final class JobFile {
    /**
     * Has not changed since the first one; grows whenever an older version of this program would misread what is
     * written.
     */
    static final int VERSION = 1;

    /** The oldest that is still read. */
    static final int OLDEST = 1;

    private static final String MAGIC = "project-export job";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The file is damaged. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    /** A newer version of this program wrote the file; it may be installed again. */
    static final class NewerException extends IOException {
        private static final long serialVersionUID = 1L;

        NewerException(int version) {
            super("its job.json has version " + version + ", but this program reads at most version " + VERSION);
        }
    }

    /** An older version of this program wrote the file; it may be installed again. */
    static final class OlderException extends IOException {
        private static final long serialVersionUID = 1L;

        OlderException(int version) {
            super("its job.json has version " + version + ", but this program reads version " + OLDEST + " or newer");
        }
    }

    private JobFile() {}

    static byte[] encode(JobRecord job) {
        return new SealedJson(MAGIC, VERSION).encode(JobJson.write(job, MAPPER.createObjectNode()));
    }

    /**
     * Parses it.
     *
     * @param archiveFolder the folder of its archive
     * @throws OlderException if an older version wrote it that is no longer supported
     * @throws NewerException if a newer version wrote it
     * @throws DamagedException if it is damaged
     */
    static JobRecord decode(byte[] content, Path archiveFolder) throws IOException {
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
        JsonNode first = parse(lines[0]);
        if (!first.path("file").asText().equals(MAGIC)) {
            throw new DamagedException("its first line is not the header of a job");
        }
        requireReadable(first.path("version"));
        if (lines.length != 3 || !first.path("sha256").asText().equals(sha256(lines[1]))) {
            throw new DamagedException("its checksum is wrong");
        }
        try {
            return JobJson.read(parse(lines[1]), archiveFolder);
        } catch (RuntimeException e) {
            throw new DamagedException("a field is missing or invalid: " + e);
        }
    }

    private static void requireReadable(JsonNode version) throws IOException {
        if (!version.isInt()) {
            throw new DamagedException("it has no version");
        }
        if (version.intValue() < OLDEST) {
            throw new OlderException(version.intValue());
        }
        if (version.intValue() > VERSION) {
            throw new NewerException(version.intValue());
        }
    }

    private static JsonNode parse(String line) throws DamagedException {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new DamagedException("it is not JSON");
        }
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }
}
