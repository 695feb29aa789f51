package dev.skald.processor.validate;

import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.List;

/** What steps say of the events they wait for. */
final class Signals {

  private Signals() {}

  static List<ParameterDraft> of(MethodDraft method) {
    return method.parameters().stream()
        .filter(parameter -> parameter.signal().isPresent() && !parameter.isOfTheCall())
        .toList();
  }

  /** The type of the event, whether it may be missing or not. */
  static JavaType event(ParameterDraft parameter) {
    return isOptional(parameter)
        ? ((JavaType.Declared) parameter.type()).arguments().get(0)
        : parameter.type();
  }

  static boolean isOptional(ParameterDraft parameter) {
    return parameter.type() instanceof JavaType.Declared type
        && type.is("java.util.Optional")
        && type.arguments().size() == 1;
  }

  /** {@code PaymentConfirmed} comes by {@code paymentConfirmed}. */
  static String method(JavaType event) {
    String name = event instanceof JavaType.Declared type ? type.simpleName() : "event";
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
