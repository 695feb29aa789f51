package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.LockWording;
import dev.skald.processor.diagnostic.Report;
import java.util.HashMap;
import java.util.Map;

/** A run takes all keys of a lock at once. */
final class ExclusiveTwiceRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Map<String, String> taken = new HashMap<>();
    for (Wired.Use use : Wired.uses(saga.steps())) {
      use.parameter()
          .exclusive()
          .ifPresent(
              name -> {
                String other = taken.putIfAbsent(name.value(), use.method().name());
                if (other != null) {
                  report.add(
                      name.where(),
                      LockWording.lockTwice(use.method().name(), name.value(), other));
                }
              });
    }
  }
}
