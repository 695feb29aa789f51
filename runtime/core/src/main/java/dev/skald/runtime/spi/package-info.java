/** What a journal store implements. Every method says when what it did is durable. */
@NullMarked
package dev.skald.runtime.spi;

import org.jspecify.annotations.NullMarked;
