package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.EachDraft;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.ParameterDraft;
import java.util.Optional;

/** The list that a step runs through is there. */
final class EachListRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.steps())) {
      if (saga.bind(use) instanceof Binding.NoList) {
        ParameterDraft item = use.parameter();
        Optional<Located<String>> component = item.each().flatMap(EachDraft::component);
        Anchor where = component.map(Located::where).orElse(item.where());
        report.add(
            where,
            ElementWording.eachList(
                use.method().name(),
                item.type() + " " + item.name(),
                Lists.listOf(item.type()).toString(),
                component.map(Located::value),
                item.from().map(Located::value),
                saga.lists().all(use)));
      }
    }
  }
}
