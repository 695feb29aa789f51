package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;

/** A rule that looks at what is written, before names mean anything. */
@FunctionalInterface
interface Rule {

  void check(Draft saga, Report report);
}
