package dev.skald.processor.render;

import com.palantir.javapoet.ClassName;
import dev.skald.processor.model.ChildDraft;
import java.util.List;

/**
 * The runtime's names, as far as generated code uses them. The processor never sees the runtime.
 */
final class RuntimeNames {

  private static final String API = "dev.skald.runtime";
  private static final String PLAN = API + ".plan";
  private static final String SUPPORT = API + ".support";

  static final ClassName SAGA_GENERATED = ClassName.get("dev.skald", "SagaGenerated");
  static final ClassName INJECT = ClassName.get("jakarta.inject", "Inject");

  static final ClassName SAGA_ENGINE = ClassName.get(API, "SagaEngine");
  static final ClassName SAGA_HANDLE = ClassName.bestGuess(ChildDraft.HANDLE);
  static final ClassName SIGNAL_RECEIPT = ClassName.get(API, "SignalReceipt");
  static final ClassName RUN_VIEW = ClassName.get(API, "RunView");
  static final ClassName STEP_VIEW = ClassName.get(API, "StepView");

  static final ClassName CALL = ClassName.get(PLAN, "Call");
  static final ClassName INPUT_REF = ClassName.get(PLAN, "InputRef");
  static final ClassName ITEMS_REF = ClassName.get(PLAN, "ItemsRef");
  static final ClassName RETRY_POLICY = ClassName.get(PLAN, "RetryPolicy");
  static final ClassName SAGA_PLAN = ClassName.get(PLAN, "SagaPlan");
  static final ClassName SIGNAL_REF = ClassName.get(PLAN, "SignalRef");
  static final ClassName STEP_REF = ClassName.get(PLAN, "StepRef");

  static final ClassName ORCHESTRATOR = ClassName.get(SUPPORT, "Orchestrator");
  static final ClassName SAGA_SPEC = ClassName.get(SUPPORT, "SagaSpec");
  static final ClassName SAGA_VIEW = ClassName.get(SUPPORT, "SagaView");
  static final ClassName STEP_SPEC = ClassName.get(SUPPORT, "StepSpec");
  static final ClassName TYPES = ClassName.get(SUPPORT, "Types");
  static final ClassName UNDO_SPEC = ClassName.get(SUPPORT, "UndoSpec");

  /** All of them, for the test that looks each up. */
  static final List<ClassName> ALL =
      List.of(
          SAGA_GENERATED,
          INJECT,
          SAGA_ENGINE,
          SAGA_HANDLE,
          SIGNAL_RECEIPT,
          RUN_VIEW,
          STEP_VIEW,
          CALL,
          INPUT_REF,
          ITEMS_REF,
          RETRY_POLICY,
          SAGA_PLAN,
          SIGNAL_REF,
          STEP_REF,
          ORCHESTRATOR,
          SAGA_SPEC,
          SAGA_VIEW,
          STEP_SPEC,
          TYPES,
          UNDO_SPEC);

  private RuntimeNames() {}
}
