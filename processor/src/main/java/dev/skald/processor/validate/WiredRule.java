package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;

/** A rule that looks at how the methods of a saga depend on each other. */
@FunctionalInterface
interface WiredRule {

  void check(Wired saga, Report report);
}
