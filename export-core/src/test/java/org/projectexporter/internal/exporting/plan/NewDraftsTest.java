package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.RawPath;

class NewDraftsTest {
    @TempDir
    Path temp;

    private static Drafts drafts(String... paths) {
        Iterator<String> iterator = List.of(paths).iterator();
        return () -> iterator.hasNext() ? Draft.of(SampleEntries.file(iterator.next(), 1)) : null;
    }

    private List<String> fresh(Drafts planned, Set<RawPath> vanished, String... found) throws IOException {
        SealedPlan plan = SealedPlan.seal(temp.resolve("plan"), planned);
        List<String> fresh = new ArrayList<>();
        try (SealedPlan.Reader reader = plan.open()) {
            NewDrafts drafts = new NewDrafts(drafts(found), reader, vanished);
            for (Draft draft = drafts.next(); draft != null; draft = drafts.next()) {
                fresh.add(draft.entry().path().toString());
            }
        }
        return fresh;
    }

    @Test
    void next_dropsWhatThePlanHolds() throws IOException {
        assertThat(fresh(drafts("b", "d", "f"), Set.of(), "a", "b", "c", "d", "e", "f", "g"))
                .containsExactly("a", "c", "e", "g");
    }

    @Test
    void next_givesEachOnce() throws IOException {
        assertThat(fresh(drafts("b"), Set.of(), "a", "a", "b", "b", "c", "c")).containsExactly("a", "c");
    }

    @Test
    void next_givesWhatThePlanHoldsAndHasVanished() throws IOException {
        assertThat(fresh(drafts("a", "b"), Set.of(RawPath.of("b")), "a", "b", "b"))
                .containsExactly("b");
    }

    @Test
    void next_forAnEmptyPlan_givesAll() throws IOException {
        assertThat(fresh(drafts(), Set.of(), "a", "b")).containsExactly("a", "b");
    }
}
