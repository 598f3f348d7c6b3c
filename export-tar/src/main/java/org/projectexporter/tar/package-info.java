@NullMarked
package org.projectexporter.tar;

import org.jspecify.annotations.NullMarked;
