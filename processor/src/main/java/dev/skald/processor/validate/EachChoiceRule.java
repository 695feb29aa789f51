package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.ListSource;
import dev.skald.processor.model.ParameterDraft;
import java.util.List;
import java.util.Optional;

/** A step runs through one of the lists that fit. */
final class EachChoiceRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.steps())) {
      if (saga.bind(use) instanceof Binding.SeveralLists several) {
        ParameterDraft item = use.parameter();
        report.add(
            item.where(),
            ElementWording.eachChoice(
                use.method().name(),
                item.type() + " " + item.name(),
                several.lists().stream().map(saga.lists()::describe).toList(),
                choice(several.lists(), saga)));
      }
    }
  }

  /** What to write for one of the lists: the step where it says enough, else the component. */
  private static String choice(List<ListSource> lists, Wired saga) {
    Optional<ListSource> ofStep =
        lists.stream()
            .filter(list -> list.step().isPresent())
            .filter(list -> lists.stream().filter(l -> l.step().equals(list.step())).count() == 1)
            .findFirst();
    if (ofStep.isPresent()) {
      String step = saga.step(ofStep.get().step().getAsInt()).name();
      return "@From(\"" + step + "\") @Each";
    }
    // Lists of one owner differ in their components.
    ListSource.Component component = (ListSource.Component) lists.get(0);
    return "@Each(component = \"" + component.name() + "\")";
  }
}
