package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

class ModulesTest {
    @TempDir
    Path temp;

    private boolean isRepository(String path) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(path));
        return Modules.isRepository(new SourceItem(folder, RawPath.of(path), FileStat.read(folder)), RawPath.of(path));
    }

    private void makeRepository(String path) throws IOException {
        Files.createDirectories(temp.resolve(path + "/objects"));
        Files.createDirectories(temp.resolve(path + "/refs"));
        Files.writeString(temp.resolve(path + "/HEAD"), "ref: refs/heads/main\n");
    }

    @Test
    void isRepository_ofASubmodule_isTrue_evenIfDamaged() throws IOException {
        makeRepository("modules/looks");
        makeRepository("modules/lost");
        Files.delete(temp.resolve("modules/lost/HEAD"));

        assertThat(isRepository("modules/looks")).isTrue();
        assertThat(isRepository("modules/lost")).isTrue();
    }

    @Test
    void isRepository_ofTheFolderAboveSubmodulesNamedLikeParts_isFalse() throws IOException {
        for (String name : new String[] {"objects", "refs", "hooks", "HEAD"}) {
            makeRepository("modules/media/" + name);
        }

        assertThat(isRepository("modules/media")).isFalse();
        assertThat(isRepository("modules/media/objects")).isTrue();
        assertThat(isRepository("modules")).isFalse();
    }
}
