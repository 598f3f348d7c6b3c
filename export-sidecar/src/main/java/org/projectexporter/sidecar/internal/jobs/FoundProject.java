package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

import org.projectexporter.sidecar.internal.files.Sha256;
import org.projectexporter.spi.NativeNames;

/**
 * A project that exists.
 *
 * @param id its id in requests
 * @param folder its folder, without links
 * @param name the name of its archive, without a suffix, and of the folder in it
 * @param mapped whether the id was given to it; otherwise it is the name of a folder in a workspace
 * @param dependencies the folder of its dependencies next to it, which is a part of it
 */
public record FoundProject(String id, Path folder, String name, boolean mapped, Optional<Path> dependencies) {
    /** Distinguishes its folder from others without disclosing it: the SHA-256 of the path. */
    String folderMark() {
        return HexFormat.of().formatHex(Sha256.of(NativeNames.bytesOf(folder).bytes()));
    }
}
