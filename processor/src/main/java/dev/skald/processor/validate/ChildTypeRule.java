package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ChildWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.SagaModel;

/** A step that starts a saga returns its handle. */
final class ChildTypeRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int starter : Kin.starters(saga)) {
      MethodDraft step = saga.step(starter);
      ChildDraft child = step.child().orElseThrow();
      String result =
          Kin.model(saga, starter).map(ChildTypeRule::result).map(JavaType::toString).orElse("R");
      if (!child.isSaga()) {
        report.add(child.where(), ChildWording.childNoSaga(step.name(), child.type().toString()));
      } else if (!isHandle(step)) {
        report.add(
            step.where(),
            ChildWording.childNoHandle(
                step.name(), child.type().toString(), step.returnType().toString(), result));
      } else if (Kin.model(saga, starter).filter(model -> !fits(model, step)).isPresent()) {
        report.add(
            step.where(),
            ChildWording.childResult(
                step.name(), child.type().toString(), step.returnType().toString(), result));
      }
    }
  }

  private static boolean isHandle(MethodDraft step) {
    return step.returnType() instanceof JavaType.Declared handle
        && handle.is(ChildDraft.HANDLE)
        && handle.arguments().size() == 1;
  }

  private static boolean fits(SagaModel child, MethodDraft step) {
    return child.signature().result().boxed().equals(step.result().boxed());
  }

  /** As the type argument of a handle. */
  private static JavaType result(SagaModel child) {
    JavaType result = child.signature().result().boxed();
    return result instanceof JavaType.Nothing ? Wired.VOID : result;
  }
}
