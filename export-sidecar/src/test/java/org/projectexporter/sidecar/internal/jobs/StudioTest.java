package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/** A studio for each test. */
abstract class StudioTest {
    @TempDir
    Path temp;

    Studio studio;

    @BeforeEach
    void openStudio() throws IOException {
        studio = new Studio(temp);
    }

    @AfterEach
    void closeStudio() throws IOException {
        studio.close();
    }

    static void assertRefused(Reason reason, ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(JobException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
