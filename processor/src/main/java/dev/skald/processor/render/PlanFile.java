package dev.skald.processor.render;

import dev.skald.processor.model.EachModel;
import dev.skald.processor.model.Edge;
import dev.skald.processor.model.GateModel;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Lineage;
import dev.skald.processor.model.LockModel;
import dev.skald.processor.model.RetryModel;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.Signature.SignalFace;
import dev.skald.processor.model.Span;
import dev.skald.processor.model.StepModel;
import dev.skald.processor.model.UndoModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the plan as JSON, for tools that draw, check or run it elsewhere. The format is described
 * by {@code docs/plan.schema.json}; it may grow members, and never changes the meaning of one.
 */
public final class PlanFile {

  private static final int SCHEMA = 1;

  private final SagaModel saga;
  private final Lineage lineage;

  /**
   * Prepares a plan.
   *
   * @param saga the saga
   * @param lineage names the plan
   */
  public PlanFile(SagaModel saga, Lineage lineage) {
    this.saga = saga;
    this.lineage = lineage;
  }

  /**
   * Where the file stands on the class path.
   *
   * @return the path of a resource
   */
  public String path() {
    return "META-INF/skald/" + saga.name() + "-v" + saga.version() + ".json";
  }

  /**
   * The file's text.
   *
   * @return JSON in ASCII
   */
  public String text() {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("schema", SCHEMA);
    plan.put("saga", saga.name());
    plan.put("version", saga.version());
    plan.put("fingerprint", lineage.fingerprint());
    plan.put("supersedes", some(lineage.supersedes()));
    plan.put("class", name(saga.signature().saga()));
    plan.put("orchestrator", name(saga.signature().generated()));
    plan.put("deadline", saga.deadline().map(PlanFile::iso));
    plan.put("input", name(saga.signature().input()));
    plan.put("result", type(saga.signature().result()));
    plan.put("steps", steps());
    return Json.text(plan);
  }

  private List<Object> steps() {
    List<Object> steps = new ArrayList<>();
    for (int index = 0; index < saga.steps().size(); index++) {
      steps.add(step(index, saga.steps().get(index)));
    }
    return steps;
  }

  private Map<String, Object> step(int index, StepModel step) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", step.call().method());
    members.put("result", type(saga.signature().steps().get(index).result()));
    edges(step, members);
    gate(step.gate(), members);
    members.put("locks", some(step.locks().stream().map(LockModel::name).toList()));
    members.put("each", step.each().map(this::each));
    members.put("effect", word(step.effect()));
    members.put("mode", word(step.mode()));
    members.put("pipelined", flag(step.pipelined()));
    members.put("runsAhead", flag(step.runsAhead()));
    members.put("pivot", flag(saga.pivots().contains(index)));
    members.put("afterPivot", flag(step.afterPivot()));
    members.put("variants", some(names(step.variants())));
    members.put("ends", some(names(step.ends())));
    members.put("rejects", some(names(step.rejects())));
    members.put("async", flag(step.call().async()));
    members.put("retry", step.retry().map(PlanFile::retry));
    members.put("timeout", step.timeout().map(PlanFile::iso));
    members.put("undo", step.undo().map(PlanFile::undo));
    return members;
  }

  private void edges(StepModel step, Map<String, Object> members) {
    List<String> after = new ArrayList<>();
    List<Object> when = new ArrayList<>();
    List<Object> oneOf = new ArrayList<>();
    List<String> ifTaken = new ArrayList<>();
    for (Edge edge : step.edges()) {
      List<String> steps = edge.steps().stream().map(this::stepName).toList();
      if (edge instanceof Edge.When variant) {
        when.add(ordered("step", steps.get(0), "variant", name(variant.variant())));
      } else if (edge instanceof Edge.OneOf) {
        oneOf.add(steps);
      } else if (edge instanceof Edge.IfTaken) {
        ifTaken.addAll(steps);
      } else {
        after.addAll(steps);
      }
    }
    members.put("after", some(after));
    members.put("when", some(when));
    members.put("oneOf", some(oneOf));
    members.put("ifTaken", some(ifTaken));
  }

  private void gate(GateModel gate, Map<String, Object> members) {
    if (gate instanceof GateModel.Delay delay) {
      members.put("delay", iso(delay.time()));
    } else if (gate instanceof GateModel.Signal signal) {
      SignalFace face = saga.signature().signals().get(signal.signal());
      Map<String, Object> event = ordered("name", face.method(), "type", name(face.event()));
      event.put("timeout", signal.timeout().map(PlanFile::iso));
      event.put("optional", flag(signal.optional()));
      members.put("signal", event);
    }
  }

  private Map<String, Object> each(EachModel each) {
    Map<String, Object> members = new LinkedHashMap<>();
    Optional<String> source = each.source().step().stream().mapToObj(this::stepName).findFirst();
    members.put("step", source);
    members.put("item", name(each.item()));
    members.put("concurrency", each.concurrency());
    return members;
  }

  private static Map<String, Object> undo(UndoModel undo) {
    Map<String, Object> members =
        ordered("name", undo.call().method(), "needs", word(undo.needs()));
    members.put("async", flag(undo.call().async()));
    members.put("retry", undo.retry().map(PlanFile::retry));
    members.put("timeout", undo.timeout().map(PlanFile::iso));
    return members;
  }

  private static Map<String, Object> retry(RetryModel retry) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("maxAttempts", retry.maxAttempts().stream().boxed().findFirst());
    members.put("delay", iso(retry.delay()));
    members.put("maxDelay", iso(retry.maxDelay()));
    members.put("multiplier", retry.multiplier());
    members.put("jitter", retry.jitter());
    return members;
  }

  private String stepName(int index) {
    return saga.steps().get(index).call().method();
  }

  private static Map<String, Object> ordered(String first, String a, String second, String b) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(first, a);
    members.put(second, b);
    return members;
  }

  private static Optional<String> type(JavaType type) {
    return type instanceof JavaType.Nothing ? Optional.empty() : Optional.of(name(type));
  }

  private static String name(JavaType type) {
    return TypeCode.name(type).toString();
  }

  private static List<String> names(List<? extends JavaType> types) {
    return types.stream().map(PlanFile::name).toList();
  }

  private static Optional<List<?>> some(List<?> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static Optional<Boolean> flag(boolean set) {
    return set ? Optional.of(true) : Optional.empty();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String iso(Span span) {
    return span.toDuration().toString();
  }
}
