@NullMarked
package org.projectexporter.lfs;

import org.jspecify.annotations.NullMarked;
