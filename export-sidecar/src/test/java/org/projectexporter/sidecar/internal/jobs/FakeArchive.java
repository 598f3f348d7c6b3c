package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;

/** An archive that no export has made, and who holds it. */
public final class FakeArchive {
    public static final Instant MADE = Instant.parse("2026-01-05T10:00:00.250Z");

    private final Holds holds = new Holds();
    private final List<JobView.Volume> volumes = new ArrayList<>();

    /** One volume more. */
    public FakeArchive volume(Path folder, String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        volumes.add(new JobView.Volume(file, name, content.length, sha256(content)));
        return this;
    }

    /** One more, of zeros that take no space; its digest is a lie. */
    public FakeArchive sparseVolume(Path folder, String name, long bytes, byte[] end) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
            made.setLength(bytes);
            made.seek(bytes - end.length);
            made.write(end);
        }
        volumes.add(new JobView.Volume(file, name, bytes, "ab".repeat(32)));
        return this;
    }

    public ArchiveHold hold() {
        if (!holds.take()) {
            throw new IllegalStateException("the archive is to be removed");
        }
        return new ArchiveHold(view(), result(), holds);
    }

    public boolean isHeld() {
        return holds.any();
    }

    private JobView.Result result() {
        long bytes = volumes.stream().mapToLong(JobView.Volume::bytes).sum();
        return new JobView.Result(
                volumes,
                Path.of("manifest.json"),
                Optional.empty(),
                bytes,
                1,
                bytes,
                OptionalLong.empty(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private JobView view() {
        return new JobView(
                "0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11",
                new JobView.Project("film", "film", ""),
                JobState.COMPLETED,
                ExportOptions.defaults(),
                Priority.NORMAL,
                MADE,
                Optional.of(MADE),
                Optional.of(MADE),
                Optional.empty(),
                Optional.empty(),
                new JobView.Progress("finished", 1, 1, 1, 1, 1, "", 0, OptionalDouble.empty(), "done"),
                Optional.of(result()),
                Optional.empty(),
                Optional.empty());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
