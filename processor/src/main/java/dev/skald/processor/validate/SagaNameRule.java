package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import java.util.regex.Pattern;

/** The durable name is plain, because it is seen in journals, keys and addresses. */
final class SagaNameRule implements Rule {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 100;

  @Override
  public void check(Draft saga, Report report) {
    String name = saga.name().value();
    if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
      report.add(saga.name().where(), Wording.sagaName(name));
    }
  }
}
