package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class ExportJobsTest {
    @TempDir
    Path temp;

    private Studio studio;

    @BeforeEach
    void openStudio() throws IOException {
        studio = new Studio(temp);
    }

    @AfterEach
    void closeStudio() throws IOException {
        studio.close();
    }

    @Test
    void start_makesTheArchiveThatTheLibraryMakes() throws Exception {
        studio.project("film");
        studio.open();

        JobView queued = studio.start("film");
        JobView done = studio.awaitFinal(queued.id());

        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
        assertThat(studio.jobs().find(queued.id())).contains(done);
        assertThat(studio.jobs().ofProject("film")).containsExactly(done);
    }
}
