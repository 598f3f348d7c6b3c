/** The threads of an export: how they are made, and how one waits for another. */
@NullMarked
package org.projectexporter.internal.thread;

import org.jspecify.annotations.NullMarked;
