package org.projectexporter.internal.exporting.plan;

import java.util.List;
import java.util.OptionalLong;

/**
 * Facts about the project as a whole, from its sources.
 *
 * @param commits number of exported commits; 0 without a repository, empty if unknown
 * @param rootCommits ids of the commits without parents, sorted
 */
public record ProjectFacts(OptionalLong commits, List<String> rootCommits) {}
