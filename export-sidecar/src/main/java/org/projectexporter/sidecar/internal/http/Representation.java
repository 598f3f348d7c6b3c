package org.projectexporter.sidecar.internal.http;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.projectexporter.sidecar.internal.files.Sha256;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.JobView.Volume;

/**
 * The content of a download: one volume, or all of them joined, which is the archive as if it had not been split.
 *
 * @param volumes the files that are sent, in order
 * @param name its name for the recipient
 * @param mediaType its type
 * @param modified when it was created
 */
record Representation(List<Volume> volumes, String name, String mediaType, Instant modified) {
    private static final String ANY_BYTES = "application/octet-stream";

    Representation {
        volumes = List.copyOf(volumes);
    }

    /** The whole archive. */
    static Representation ofArchive(JobView view, JobView.Result result) {
        String first = result.volumes().get(0).name();
        boolean split = result.volumes().size() > 1;
        String name = split && first.endsWith(".001") ? first.substring(0, first.length() - 4) : first;
        return new Representation(result.volumes(), name, mediaType(view), modified(view));
    }

    /**
     * One volume.
     *
     * @param number from 1
     */
    static Representation ofVolume(JobView view, JobView.Result result, int number) {
        if (result.volumes().size() == 1) {
            return ofArchive(view, result);
        }
        Volume volume = result.volumes().get(number - 1);
        return new Representation(List.of(volume), volume.name(), ANY_BYTES, modified(view));
    }

    private static Instant modified(JobView view) {
        return view.finishedAt().orElse(view.createdAt());
    }

    private static String mediaType(JobView view) {
        return switch (view.options().format()) {
            case "zip" -> "application/zip";
            case "tar" -> "application/x-tar";
            case "tar.gz" -> "application/gzip";
            case "tar.zst" -> "application/zstd";
            default -> ANY_BYTES;
        };
    }

    long bytes() {
        return volumes.stream().mapToLong(Volume::bytes).sum();
    }

    /**
     * Strong (RFC 9110, section 8.8.3): other bytes have another tag. A joined archive uses the digests of its volumes.
     */
    String etag() {
        return "\"sha256-" + (volumes.size() == 1 ? volumes.get(0).sha256() : digestOfDigests()) + "\"";
    }

    private String digestOfDigests() {
        String digests = volumes.stream().map(Volume::sha256).collect(Collectors.joining());
        return HexFormat.of().formatHex(Sha256.of(digests));
    }

    /**
     * The header {@code Repr-Digest} (RFC 9530, section 3); empty for a joined archive, whose digest was never
     * computed.
     */
    Optional<String> digest() {
        if (volumes.size() != 1) {
            return Optional.empty();
        }
        byte[] sha256 = HexFormat.of().parseHex(volumes.get(0).sha256());
        return Optional.of("sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
    }
}
