/**
 * What a Git folder is and what files are in it: {@code GitLink}s (files {@code .git}), {@code GitDirs}, {@code GitFolder} and its files, which are
 * opened without following links; the rules of how each file is exported ({@code GitFileRules}).
 */
@NullMarked
package org.projectexporter.git.folder;

import org.jspecify.annotations.NullMarked;
