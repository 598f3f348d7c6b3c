/** Refs, as files, in {@code packed-refs} and in reftables, with their logs; {@code RefTips} collects the objects that they point to. */
@NullMarked
package org.projectexporter.git.refs;

import org.jspecify.annotations.NullMarked;
