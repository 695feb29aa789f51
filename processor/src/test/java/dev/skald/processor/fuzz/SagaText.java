package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import dev.skald.processor.fuzz.SketchStep.Effect;
import dev.skald.processor.fuzz.SketchStep.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the source of a made-up saga. All names are qualified, because the saga's own types may be
 * called {@code String}; each method stands on lines of its own, so that errors can be told apart.
 */
final class SagaText {

  private static final String STAGE = "dev.skald.processor.fuzz.Stage";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private final Sketch saga;
  private final StringBuilder text = new StringBuilder();

  private SagaText(Sketch saga) {
    this.saga = saga;
  }

  /** The source file. */
  static String of(Sketch saga) {
    return new SagaText(saga).file();
  }

  private String file() {
    if (!saga.packageName.isEmpty()) {
      line("package " + saga.packageName + ";");
    }
    saga.outer.ifPresent(outer -> line("class " + outer + " {"));
    line(saga.head);
    line((saga.outer.isPresent() ? "static " : "") + "class " + saga.className + " {");
    for (Sketch child : saga.children()) {
      line("private final " + child.orchestrator() + " child;");
      line(saga.className + "(" + child.orchestrator() + " child) { this.child = child; }");
    }
    for (SketchStep step : saga.steps) {
      step(step);
      step.undo.ifPresent(undo -> undo(step, undo));
    }
    if (saga.returnsWritten) {
      returns();
    }
    if (saga.nested) {
      saga.declarations.forEach(this::line);
    }
    line("}");
    saga.outer.ifPresent(outer -> line("}"));
    return text.toString();
  }

  /** The source of the class with the types, if they have one. */
  static Optional<String> types(Sketch saga) {
    String header = saga.packageName.isEmpty() ? "" : "package " + saga.packageName + ";\n";
    return saga.nested
        ? Optional.empty()
        : Optional.of(
            header
                + "class "
                + saga.types()
                + " {\n"
                + String.join("\n", saga.declarations)
                + "\n}\n");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void step(SketchStep step) {
    line(annotation(step));
    marks(step);
    String failing = step.refusal == Refusal.CHECKED ? refusal(step) : "";
    String returned = step.result.map(kind -> kind.text).orElse("void");
    if (step.child.isPresent()) {
      returned =
          "dev.skald.runtime.SagaHandle<"
              + step.result.map(k -> k.text).orElse("java.lang.Void")
              + ">";
    } else if (step.async) {
      returned = stage(step.result);
    }
    head(returned, step.name, step.inputs, failing);
    enter("enter", step.name, step.inputs, step.item());
    if (step.child.isPresent()) {
      child(step.child.get());
    } else {
      body(step);
    }
    line("}");
  }

  private static String stage(Optional<Kind> content) {
    return "java.util.concurrent.CompletionStage<"
        + content.map(SagaText::boxed).orElse("java.lang.Void")
        + ">";
  }

  private static String boxed(Kind kind) {
    return switch (kind.text) {
      case "int" -> "java.lang.Integer";
      case "boolean" -> "java.lang.Boolean";
      default -> kind.text;
    };
  }

  private void body(SketchStep step) {
    if (step.isRefusable()) {
      String exception = "new " + refusal(step) + "()";
      boolean thrown = !step.async;
      line(
          "  if (zz.declines()) { "
              + (thrown
                  ? "throw " + exception
                  : "return " + FUTURE + ".failedFuture(" + exception + ")")
              + "; }");
    }
    if (step.result.isEmpty()) {
      line("  zz.returns();");
      line(step.async ? "  return " + FUTURE + ".completedFuture(null);" : "");
      return;
    }
    Kind kind = step.result.get();
    line("  " + kind + " zr = " + kind.value + ";");
    line(
        step.async
            ? "  return " + FUTURE + ".completedFuture(zz.returns(zr));"
            : "  return zz.returns(zr);");
  }

  private void child(Sketch child) {
    line("  java.lang.String zk = zz.child(\"" + child.saga + "\");");
    line("  var zh = this.child.start(zk, " + child.driver() + ".input(" + STAGE + ".of(zk)));");
    line("  " + child.driver() + ".bring(this.child, zk);");
    line("  return zh;");
  }

  private String refusal(SketchStep step) {
    return saga.owner() + Kinds.exception(step.refusal);
  }

  private String annotation(SketchStep step) {
    List<String> members = new ArrayList<>();
    if (step.effect == Effect.READS) {
      members.add("readOnly = true");
    }
    if (!step.after.isEmpty()) {
      members.add(
          step.after.stream()
              .map(other -> '"' + saga.step(other).name + '"')
              .collect(Collectors.joining(", ", "after = {", "}")));
    }
    if (!step.ends.isEmpty()) {
      members.add(
          step.ends.stream()
              .map(k -> k + ".class")
              .collect(Collectors.joining(", ", "ends = {", "}")));
    }
    if (step.refusal == Refusal.UNCHECKED) {
      members.add("rejects = " + refusal(step) + ".class");
    }
    if (!step.delay.isEmpty()) {
      members.add("delay = \"" + step.delay + "\"");
    }
    if (step.atMostOnce) {
      members.add("atMostOnce = true");
    }
    if (step.transactional) {
      members.add("transactional = true");
    }
    if (step.pipelined) {
      members.add("pipelined = true");
    }
    return "@dev.skald.Step" + (members.isEmpty() ? "" : "(" + String.join(", ", members) + ")");
  }

  private void marks(SketchStep step) {
    if (step.parallel) {
      line("@dev.skald.Parallel");
    }
    if (step.pivotWritten) {
      line("@dev.skald.Pivot");
    }
    if (step.effect == Effect.STAYS) {
      line("@dev.skald.Irreversible(\"made up\")");
    }
    step.child.ifPresent(child -> line("@dev.skald.Child(" + child.text() + ".class)"));
    step.attempts.ifPresent(
        n ->
            line("@dev.skald.Retry(maxAttempts = " + n + ", delay = \"1ms\", maxDelay = \"2ms\")"));
    if (step.ownTimeout) {
      line("@dev.skald.Timeout(\"20s\")");
    }
  }

  private void undo(SketchStep step, SketchUndo undo) {
    line("@dev.skald.Compensate(\"" + step.name + "\")");
    head(undo.async ? stage(Optional.empty()) : "void", undo.name, undo.inputs, "");
    enter("undo", step.name, undo.inputs, Optional.empty());
    line("  zz.returns();");
    line(undo.async ? "  return " + FUTURE + ".completedFuture(null);" : "");
    line("}");
  }

  private void returns() {
    Kind kind = saga.result.orElseThrow();
    line("@dev.skald.Returns");
    head(kind.text, "zzReturns", saga.returns, "");
    enter("result", "", saga.returns, Optional.empty());
    line("  return zz.returns(" + kind.value + ");");
    line("}");
  }

  private void head(String returned, String name, List<Input> inputs, String failing) {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      parameters.add(parameter(inputs.get(i), name(name, i)));
    }
    line(
        returned
            + " "
            + name
            + "("
            + String.join(", ", parameters)
            + ")"
            + (failing.isEmpty() ? "" : " throws " + failing)
            + " {");
  }

  private static String name(String method, int place) {
    return Names.parameter(method.hashCode(), place);
  }

  private void enter(String how, String step, List<Input> inputs, Optional<Input> item) {
    String method = how.equals("enter") ? step : how;
    List<String> arguments = new ArrayList<>(List.of('"' + saga.saga + '"', '"' + step + '"'));
    String called =
        how.equals("undo") ? undoName(step) : how.equals("result") ? "zzReturns" : method;
    int place = item.map(inputs::indexOf).orElse(-1);
    arguments.add(place < 0 ? "null" : name(called, place));
    for (int i = 0; i < inputs.size(); i++) {
      arguments.add(name(called, i));
    }
    line("  var zz = " + STAGE + "." + how + "(" + String.join(", ", arguments) + ");");
  }

  private String undoName(String step) {
    return saga.steps.stream()
        .filter(s -> s.name.equals(step))
        .flatMap(s -> s.undo.stream())
        .map(undo -> undo.name)
        .findFirst()
        .orElseThrow();
  }

  private String parameter(Input input, String name) {
    String type = input.kind().text;
    String marks = "";
    if (input.source() == Source.RESULTS) {
      type = "java.util.List<" + boxed(input.kind()) + ">";
    } else if (input.source() == Source.OUTCOME) {
      type = "dev.skald.Outcome<" + boxed(input.kind()) + ">";
    } else if (input.source() == Source.ITEM) {
      marks = "@dev.skald.Each ";
    } else if (input.source() == Source.EVENT) {
      marks = "@dev.skald.Signal" + timeout(name, input) + " ";
    }
    if (input.maybe()) {
      type =
          "java.util.Optional<"
              + (input.source() == Source.RESULTS ? type : boxed(input.kind()))
              + ">";
    }
    if (input.source() == Source.RESULT && saga.isShared(input.kind())) {
      marks = "@dev.skald.From(\"" + saga.step(input.steps().get(0)).name + "\") ";
    }
    String lock = input.lock().map(l -> "@dev.skald.Exclusive(\"" + l + "\") ").orElse("");
    return marks + lock + type + " " + name;
  }

  private String timeout(String name, Input event) {
    SketchStep step =
        saga.steps.stream().filter(s -> s.inputs.contains(event)).findFirst().orElseThrow();
    return step.eventExpires
        ? "(timeout = \"20ms\")"
        : step.eventMayExpire ? "(timeout = \"30d\")" : "";
  }

  /** The source of the class that makes the saga known to an engine, and starts it. */
  static String driver(Sketch saga) {
    String header = saga.packageName.isEmpty() ? "" : "package " + saga.packageName + ";\n";
    String arguments =
        saga.children().stream()
            .map(
                child ->
                    "((" + child.driver() + ") others.get(\"" + child.saga + "\")).orchestrator")
            .collect(Collectors.joining(", "));
    StringBuilder events = new StringBuilder();
    for (SketchStep step : saga.steps) {
      step.event()
          .filter(event -> !step.eventExpires)
          .ifPresent(event -> events.append(bring(event.kind())));
    }
    return header
        + """
        public final class %1$s implements %2$s.Driver {
          %3$s orchestrator;
          public void open(dev.skald.runtime.SagaEngine engine, java.util.Map<java.lang.String, %2$s.Driver> others) {
            orchestrator = new %3$s(engine, new %4$s(%5$s));
          }
          static %6$s input(%2$s.Entered zz) { return %7$s; }
          public dev.skald.runtime.SagaHandle<?> start(java.lang.String key) {
            return orchestrator.start(key, input(%2$s.of(key)));
          }
          public void bring(java.lang.String key) { bring(orchestrator, key); }
          static void bring(%3$s orchestrator, java.lang.String key) {
            %2$s.Entered zz = %2$s.of(key);
        %8$s  }
          public java.util.Optional<?> view(java.lang.String key) { return orchestrator.find(key); }
        }
        """
            .formatted(
                saga.driver(),
                STAGE,
                saga.orchestrator(),
                saga.text(),
                arguments,
                nested(saga, saga.input.text),
                inNested(saga, saga.input.value),
                events.isEmpty() ? "    zz.run();\n" : inNested(saga, events.toString()));
  }

  private static String bring(Kind event) {
    String name = event.text.substring(event.text.lastIndexOf('.') + 1);
    String method = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return "    orchestrator.%s(key, \"id\", %s);\n".formatted(method, event.value);
  }

  private static String nested(Sketch saga, String type) {
    if (saga.wholeList.isPresent()) {
      Kind item = saga.wholeList.get();
      return "java.util.List<" + (saga.nested ? saga.text() + "." : "") + item.text + ">";
    }
    return saga.nested && !type.startsWith("java.") ? saga.text() + "." + type : type;
  }

  private static String inNested(Sketch saga, String value) {
    return saga.nested
        ? value.replaceAll("new (?!java\\.)", "new " + saga.text().replace("$", "\\$") + ".")
        : value;
  }
}
