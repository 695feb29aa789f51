/**
 * What generated orchestrators are written against. This package may grow but never change: code
 * generated and compiled against an older version must go on running. Application code uses the
 * generated types and has no need of it.
 */
@NullMarked
package dev.skald.runtime.support;

import org.jspecify.annotations.NullMarked;
