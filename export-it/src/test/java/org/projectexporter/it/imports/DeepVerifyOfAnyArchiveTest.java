package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ImportLimits;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.reseal.Resealed;

/** A deep verification of archives that may come from anyone, and what it leaves behind. */
@Tag("import")
class DeepVerifyOfAnyArchiveTest extends DeepVerification {
    @Test
    void damagedArchive_isReportedAsDamaged_andNotFollowed() throws IOException {
        Path archive = export("zip");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 4;
        Files.write(archive, bytes);

        VerifyResult result = verify(archive);

        assertThat(result.problems()).isNotEmpty();
        assertThat(result.repositories()).isEmpty();
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("since the archive is damaged"));
    }

    @Test
    void nothingOfAHostileRepository_isRun() throws IOException {
        Path canary = temp.resolve("it-has-run");
        Path script = Files.writeString(film.folder().resolve("evil.sh"), "#!/bin/sh\ntouch '" + canary + "'\n");
        Files.setAttribute(script, "unix:mode", 0755);
        film.git("clone", "-q", "--bare", "--no-hardlinks", ".", "vault.git");
        for (Path folder : List.of(film.folder(), film.folder().resolve("vault.git"))) {
            for (String name :
                    List.of("core.fsmonitor", "core.pager", "core.alternateRefsCommand", "core.sshCommand")) {
                Exec.in(folder).git("config", name, script.toString());
            }
            Exec.in(folder).git("config", "remote.origin.promisor", "true");
            Exec.in(folder).git("config", "remote.origin.url", "ext::" + script);
            Exec.in(folder).git("config", "protocol.ext.allow", "always");
            Exec.in(folder).git("config", "core.hooksPath", film.folder().toString());
        }
        Path outside = temp.resolve("outside");
        copy(outside);
        String borrowed = objectFile(id("HEAD:notes/day.txt"));
        Path archive = temp.resolve("hostile.tar");
        Resealed.of(export("tar"))
                .remove("film/.git/" + borrowed)
                .file("film/.git/objects/info/alternates", outside + "/.git/objects\n")
                .remove("film/vault.git/" + borrowed)
                .file("film/vault.git/objects/info/alternates", outside + "/.git/objects\n")
                .write(archive);

        VerifyResult result = verify(archive);

        assertThat(canary).doesNotExist();
        assertThat(result.missing())
                .as("objects of another folder do not count")
                .extracting(VerifyResult.Missing::repository)
                .contains("film/.git", "film/vault.git");
    }

    @Test
    void archive_thatAnImportRefuses_isRefused() throws IOException {
        Files.writeString(film.folder().resolve(".git/refs/heads/out"), "ref: refs/../../../out\n");
        Path archive = export("tar");

        assertThatThrownBy(() -> verify(archive)).isInstanceOf(RefusedArchiveException.class);

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void limits_apply() throws IOException {
        Path archive = export("tar");
        ImportLimits limits = ImportLimits.builder().entries(5).build();

        assertThatThrownBy(() -> ProjectExporter.create().verifyDeep(archive, limits, settings()))
                .isInstanceOf(RefusedArchiveException.class);

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void scratchFolder_mustExist() throws IOException {
        Path archive = export("tar");
        scratch = temp.resolve("none");

        assertThatThrownBy(() -> verify(archive))
                .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.reason())
                        .isEqualTo(ExportException.Reason.TARGET_UNUSABLE));
    }

    @Test
    void cancelled_whileProving_leavesNothing() throws IOException {
        Path archive = export("tar");
        CancellationToken token = new CancellationToken();
        RunSettings settings = settings().toBuilder()
                .cancellation(token)
                .listener(event -> {
                    if (event.message().equals("proving")) {
                        token.cancel();
                    }
                })
                .build();

        assertThatThrownBy(() -> ProjectExporter.create().verifyDeep(archive, ImportLimits.defaults(), settings))
                .isInstanceOf(ExportCancelledException.class);

        assertThat(scratch).isEmptyDirectory();
    }
}
