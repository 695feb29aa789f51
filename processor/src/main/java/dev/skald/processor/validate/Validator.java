package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Product;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.Stub;
import java.util.List;

/**
 * Checks a draft against the rules of the language. One root cause gives one message: rules that
 * build on others run only if those found nothing. One validator sees all sagas of a build.
 */
public final class Validator {

  private final ChildCycles cycles = new ChildCycles();
  private final LockOrder locks = new LockOrder();

  /**
   * Checks a saga.
   *
   * @param draft the saga as read
   * @param report takes what is wrong
   * @return the saga's model, or a stub if anything is wrong
   */
  public Product validate(Draft draft, Report report) {
    Wired wired = new Wired(draft);
    Signature signature = new Faces(wired).signature();
    boolean wellFormed = passes(Rules.FORM, draft, report);
    passes(Rules.VALUES, draft, report);
    boolean sound =
        wellFormed && Rules.STAGES.stream().allMatch(stage -> holds(stage, wired, report));
    if (sound && !report.hasErrors()) {
      Rules.WHOLE.forEach(rule -> rule.check(wired, report));
      cycles.check(wired, report);
      locks.check(wired, report);
    }
    if (sound && !report.hasErrors()) {
      Rules.WARNINGS.forEach(rule -> rule.check(wired, report));
      return new Assembler(wired, signature).model();
    }
    return new Stub(signature);
  }

  private static boolean passes(List<Rule> rules, Draft draft, Report report) {
    int before = report.errors();
    rules.forEach(rule -> rule.check(draft, report));
    return report.errors() == before;
  }

  private static boolean holds(List<WiredRule> rules, Wired wired, Report report) {
    int before = report.errors();
    rules.forEach(rule -> rule.check(wired, report));
    return report.errors() == before;
  }
}
