package org.projectexporter.sidecar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The token in the data folder, created at the first start and readable by its owner only. */
final class TokenFile {
    private static final int RANDOM_BYTES = 32;

    private final Path file;

    TokenFile(Path dataFolder) {
        file = dataFolder.resolve("token");
    }

    /** The existing token, or else a new one, which is stored. */
    String readOrMake() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            make();
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException(file + " is empty; remove it, and a new one is created at the next start");
        }
        return token;
    }

    private void make() throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), ".token", "", ownersAlone());
        try {
            Files.writeString(unfinished, token + "\n");
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // Another process has created one in the meantime, which takes precedence.
        } finally {
            Files.delete(unfinished);
        }
    }

    private FileAttribute<?>[] ownersAlone() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
