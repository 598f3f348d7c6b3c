package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class InputLifelineTest {
    @TempDir
    Path temp;

    @Test
    void watch_runsWhenTheInputEnds_andNotBefore() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        PipedOutputStream parent = new PipedOutputStream();
        InputLifeline.watch(new PipedInputStream(parent), cut::countDown);
        parent.write("hello\n".getBytes(StandardCharsets.UTF_8));
        parent.flush();
        assertThat(cut.await(200, TimeUnit.MILLISECONDS)).isFalse();
        parent.close();
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
