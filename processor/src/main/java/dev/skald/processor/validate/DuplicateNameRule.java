package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;
import java.util.HashSet;
import java.util.Set;

/** The name of a method is its durable identity. */
final class DuplicateNameRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    Set<String> names = new HashSet<>();
    for (MethodDraft method : saga.methods()) {
      if (!names.add(method.name())) {
        report.add(method.where(), Wording.duplicateName(method.name()));
      }
    }
  }
}
