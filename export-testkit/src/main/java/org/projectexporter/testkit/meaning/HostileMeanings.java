package org.projectexporter.testkit.meaning;

import java.util.ArrayList;
import java.util.List;

/** All cases. */
public final class HostileMeanings {
    private HostileMeanings() {}

    /** All cases for an export of a {@link MeaningProject}. */
    public static List<HostileMeaning> all() {
        List<HostileMeaning> all = new ArrayList<>();
        all.addAll(ManifestPathCases.all());
        all.addAll(ManifestClaimCases.all());
        all.addAll(GitFileCases.all());
        all.addAll(WorkTreeCases.all());
        all.addAll(IndexCases.all());
        all.addAll(RefCases.all());
        all.addAll(NameCases.all());
        all.addAll(ConfigCases.all());
        all.addAll(WorkFolderCases.all());
        return all;
    }
}
