package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportOptions;

/** Which queued export runs first. */
class PriorityTest extends StudioTest {
    private String start(Priority priority) throws Exception {
        return studio.jobs()
                .start("film", ExportOptions.defaults(), priority, Optional.empty())
                .id();
    }

    private List<String> inOrderOfTheirStart(List<String> ids) {
        return ids.stream()
                .sorted(Comparator.comparing(
                        id -> studio.jobs().find(id).orElseThrow().finishedAt().orElseThrow()))
                .toList();
    }

    @Test
    void higherPriority_runsFirst_andTheOrderSurvivesARestart() throws Exception {
        studio.project("film");
        studio.open();
        JobView running = studio.held("film");
        String low = start(Priority.LOW);
        String normal = start(Priority.NORMAL);
        String second = start(Priority.NORMAL);
        String high = start(Priority.HIGH);
        studio.jobs().pause(running.id());
        studio.reopen();
        List<String> ids = new ArrayList<>(List.of(low, normal, second, high));
        List<String> expected = List.of(high, normal, second, low);
        studio.gate.open();
        for (String id : ids) {
            assertThat(studio.awaitFinal(id).state()).isEqualTo(JobState.COMPLETED);
        }
        assertThat(studio.jobs().find(low).orElseThrow().priority()).isEqualTo(Priority.LOW);
        assertThat(inOrderOfTheirStart(ids)).containsExactlyElementsOf(expected);
    }
}
