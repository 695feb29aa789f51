package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Nearest;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.ParameterDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A saga has one input. */
final class TwoInputsRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Map<JavaType, List<Wired.Use>> inputs = saga.inputs();
    if (inputs.size() > 1) {
      List<JavaType> types = List.copyOf(inputs.keySet());
      report.add(
          inputs.get(types.get(1)).get(0).parameter().where(),
          DataWording.twoInputs(
              saga.draft().type().simpleName(),
              inputs.entrySet().stream().map(TwoInputsRule::line).toList(),
              types.stream().flatMap(type -> guess(type, saga).stream()).findFirst()));
    }
  }

  private static String line(Map.Entry<JavaType, List<Wired.Use>> input) {
    return input.getValue().stream()
        .map(use -> use.method().name() + " (" + name(use.parameter()) + ")")
        .collect(Collectors.joining(", ", input.getKey() + " is taken by ", ""));
  }

  /** Who takes the items of a list takes the list, which he did not write. */
  private static String name(ParameterDraft parameter) {
    return (parameter.each().isPresent() ? "@Each " : "") + parameter.name();
  }

  /** A forgotten @Step is likely; so is a type that was meant to be that of a step. */
  private static Optional<String> guess(JavaType type, Wired saga) {
    Optional<String> forgotten =
        saga.draft().plainMethods().entrySet().stream()
            .filter(method -> method.getValue().boxed().equals(type))
            .map(method -> DataWording.forgottenStep(method.getKey(), type.toString()))
            .findFirst();
    List<String> results =
        saga.steps().stream().map(step -> step.result().toString()).distinct().toList();
    return forgotten.or(
        () ->
            Nearest.to(type.toString(), results)
                .map(n -> DataWording.meantType(n, type.toString())));
  }
}
