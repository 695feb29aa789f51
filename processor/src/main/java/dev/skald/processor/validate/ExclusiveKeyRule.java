package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.LockWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.TypeShape;

/** A lock has a key that can be compared, and seen. */
final class ExclusiveKeyRule implements WiredRule {

  private static final int LONGEST = 100;

  @Override
  public void check(Wired saga, Report report) {
    Keys keys = new Keys(saga.draft());
    for (Wired.Use use : Wired.uses(saga.steps())) {
      Binding binding = saga.bind(use);
      boolean ofData = binding instanceof Binding.Input || !binding.steps().isEmpty();
      if (ofData && use.parameter().each().isEmpty()) {
        use.parameter().exclusive().ifPresent(name -> check(use, name, keys, report));
      }
    }
  }

  private static void check(Wired.Use use, Located<String> name, Keys keys, Report report) {
    ParameterDraft parameter = use.parameter();
    String lock = name.value();
    if (lock.isBlank() || lock.length() > LONGEST) {
      report.add(name.where(), LockWording.lockName(lock));
    } else if (keys.key(parameter.type(), lock).isEmpty()) {
      report.add(
          name.where(),
          LockWording.lockKey(
              lock,
              parameter.type() + " " + parameter.name(),
              keys.read(parameter.type(), lock).map(part -> part.type().toString())));
    } else if (keys.read(parameter.type(), lock)
        .filter(TypeShape.Component::sensitive)
        .isPresent()) {
      report.add(name.where(), LockWording.lockSensitive(lock, parameter.type().toString()));
    }
  }
}
