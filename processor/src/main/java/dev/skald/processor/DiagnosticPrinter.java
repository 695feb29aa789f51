package dev.skald.processor;

import dev.skald.processor.diagnostic.Diagnostic;
import dev.skald.processor.diagnostic.Message;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.source.Place;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/** Hands messages to the compiler, each at the exact element, annotation and value. */
final class DiagnosticPrinter {

  private final Messager messager;

  DiagnosticPrinter(ProcessingEnvironment environment) {
    this.messager = environment.getMessager();
  }

  void print(Report report) {
    report.sorted().forEach(this::print);
  }

  void print(TypeElement saga, Message message) {
    messager.printMessage(Kind.ERROR, message.text(), saga);
  }

  private void print(Diagnostic diagnostic) {
    Kind kind = diagnostic.message().code().warning() ? Kind.WARNING : Kind.ERROR;
    Place place = (Place) diagnostic.where();
    messager.printMessage(
        kind,
        diagnostic.message().text(),
        place.element(),
        place.annotation().orElse(null),
        place.value().orElse(null));
  }
}
