/**
 * Refs and reflogs: loose, in {@code packed-refs} and in reftables; {@code RefTips} collects the objects that they
 * point to.
 */
@NullMarked
package org.projectexporter.git.refs;

import org.jspecify.annotations.NullMarked;
