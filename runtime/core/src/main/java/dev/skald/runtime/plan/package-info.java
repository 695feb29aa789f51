/**
 * The compiled graph of a saga as immutable data, with typed calls into the user's class. Depends
 * on nothing but the language. The engine, the machine, test kits and other engines read the same
 * plan.
 */
@NullMarked
package dev.skald.runtime.plan;

import org.jspecify.annotations.NullMarked;
