/**
 * The classes that tests of formats and sources extend and use.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.SourceContract} is the abstract test of a source. It walks a
 * project with {@link org.projectexporter.testkit.PlanWalk}, which calls sources as the planner does, into a {@link
 * org.projectexporter.testkit.RecordingPlanSink}. Projects come from {@link org.projectexporter.testkit.GitFixture} and
 * {@link org.projectexporter.testkit.FilmProject}, created by the real Git that {@link
 * org.projectexporter.testkit.Exec} runs; {@link org.projectexporter.testkit.TreeDiff} compares the result as a
 * recipient would.
 *
 * <p>{@link org.projectexporter.testkit.ArchiveFormatContract} is the abstract test of an archive format. It writes and
 * reads {@linkplain org.projectexporter.testkit.SampleEntry sample entries} through {@link
 * org.projectexporter.testkit.SampleArchive}, into a {@link org.projectexporter.testkit.MemoryOutput}; {@link
 * org.projectexporter.testkit.SampleTree} creates the files that another program should unpack.
 *
 * <p>{@link org.projectexporter.testkit.hostile} and {@link org.projectexporter.testkit.meaning} create archives that
 * an import must refuse or render harmless: the former with a wrong structure, the latter, with {@link
 * org.projectexporter.testkit.reseal}, with a hostile meaning.
 */
@NullMarked
package org.projectexporter.testkit;

import org.jspecify.annotations.NullMarked;
