package org.projectexporter.lfs;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.SourceException;
import org.projectexporter.git.GitDirs;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * What a repository's own configuration says about the working tree. Files that it includes and the configuration of
 * the user and the system are not read: they lie outside the project.
 */
final class GitConfig {
    /** Far more than any configuration of a repository has. */
    private static final int MOST_BYTES = 4 << 20;

    private final Path gitFolder;
    private final Config config;

    private GitConfig(Path gitFolder, Config config) {
        this.gitFolder = gitFolder;
        this.config = config;
    }

    /** Of a linked worktree nothing is read: its working tree is where its file {@code .git} is. */
    static GitConfig read(Path gitFolder) throws IOException {
        if (GitDirs.of(gitFolder).isLinked()) {
            return new GitConfig(gitFolder, new Config());
        }
        Config common = parse(gitFolder.resolve("config"), new Config());
        return new GitConfig(gitFolder, parse(gitFolder.resolve("config.worktree"), new Config(common)));
    }

    private static Config parse(Path file, Config config) throws IOException {
        try {
            byte[] text = SmallFile.read(file, MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new SourceException(file + " has more than " + MOST_BYTES + " bytes; make it smaller");
            }
            config.fromText(new String(text, StandardCharsets.UTF_8));
            return config;
        } catch (NoSuchFileException e) {
            return config;
        } catch (ConfigInvalidException e) {
            throw new SourceException(file + " is not a valid Git configuration: " + e.getMessage(), e);
        }
    }

    /** The working tree that {@code core.worktree} names, as it does for a submodule; null where it does not. */
    @Nullable
    Path workTree() {
        String value = config.getString("core", null, "worktree");
        return value == null || value.isEmpty() ? null : resolve(value);
    }

    private Path resolve(String path) {
        return resolve(gitFolder, RawPath.of(path));
    }

    /** The path that {@code target} names as seen from {@code folder}, without {@code .} and {@code ..}. */
    static Path resolve(Path folder, RawPath target) {
        byte[] bytes = target.bytes();
        if (bytes.length == 0 || bytes[0] != '/') {
            return NativeNames.resolve(folder, target).normalize();
        }
        RawPath belowRoot = RawPath.of(Arrays.copyOfRange(bytes, 1, bytes.length));
        return NativeNames.resolve(folder.getFileSystem().getPath("/"), belowRoot)
                .normalize();
    }
}
