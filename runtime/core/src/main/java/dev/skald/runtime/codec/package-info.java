/** How inputs and results become bytes in the journal. */
@NullMarked
package dev.skald.runtime.codec;

import org.jspecify.annotations.NullMarked;
