package org.projectexporter.internal.exporting.plan;

import java.util.List;
import java.util.OptionalLong;

/**
 * What the sources know of the project as a whole.
 *
 * @param commits commits that travel; 0 without a repository, empty where it cannot be known
 * @param rootCommits ids of the commits without parents, sorted
 */
public record ProjectFacts(OptionalLong commits, List<String> rootCommits) {}
