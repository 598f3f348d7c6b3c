/**
 * The Git folder and the files in it: {@code GitLink}s (files {@code .git}), {@code GitDirs}, {@code GitFolder} and its
 * files, which are opened without following links; and the rules by which each file is exported ({@code GitFileRules}).
 */
@NullMarked
package org.projectexporter.git.folder;

import org.jspecify.annotations.NullMarked;
