package dev.skald.processor.render;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.skald.processor.model.Lineage;
import dev.skald.processor.model.Product;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.Signature;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes orchestrators. The same product always gives the same text. */
public final class OrchestratorRenderer {

  /**
   * Writes the orchestrator of a saga, or its stub.
   *
   * @param product what to write
   * @param lineage names the plan; empty for a stub, which has none
   * @return a Java source file
   */
  public String render(Product product, Optional<Lineage> lineage) {
    TypeSpec type =
        product instanceof SagaModel saga
            ? orchestrator(saga, lineage.orElseThrow())
            : stub(product.signature());
    return Layout.tidy(
        JavaFile.builder(product.signature().generated().packageName(), type)
            .skipJavaLangImports(true)
            .indent("  ")
            .build()
            .toString());
  }

  private static TypeSpec orchestrator(SagaModel saga, Lineage lineage) {
    Signature signature = saga.signature();
    FaceCode face = new FaceCode(signature);
    PlanCode plan = new PlanCode(saga, lineage);
    TypeSpec.Builder type =
        face.orchestrator()
            .addJavadoc("Runs the saga {@link $T}:\n\n", TypeCode.name(signature.saga()))
            .addJavadoc("<pre>{@code\n$L}</pre>\n\n", new Drawing(saga).text())
            .addJavadoc("<p>Safe for use by any thread.\n");
    if (signature.deprecated()) {
      type.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "{$S, $S}", "deprecation", "removal")
              .build());
    }
    type.addField(plan.input())
        .addField(plan.plan())
        .addMethod(face.constructor().addStatement("super(engine, PLAN, saga)").build())
        .addMethod(start(signature))
        .addMethod(face.viewOf())
        .addType(face.steps())
        .addType(face.viewType());
    new SignalsCode(signature).addTo(type);
    ItemsCode items = new ItemsCode(saga);
    if (items.isNeeded()) {
      type.addType(items.type());
    }
    if (plan.isLong()) {
      type.addType(plan.parts());
    }
    return type.addType(new CallsCode(saga).type()).build();
  }

  private static MethodSpec start(Signature signature) {
    String input = signature.inputName();
    return MethodSpec.methodBuilder("start")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc(
            "Starts a run, or finds the one that was started with the same key and $L.\n", input)
        .addJavadoc(
            "When it returns, the run is durable and will come to its end whatever happens ")
        .addJavadoc("to this process.\n\n")
        .addJavadoc("@param key the business key, 1 to 255 characters\n")
        .addJavadoc("@param $L the saga's input\n", input)
        .addJavadoc("@return the run\n")
        .returns(
            ParameterizedTypeName.get(RuntimeNames.SAGA_HANDLE, TypeCode.boxed(signature.result())))
        .addParameter(String.class, "key")
        .addParameter(TypeCode.boxed(signature.input()), input)
        .addStatement("return super.start(key, $L)", input)
        .build();
  }

  /** Callers compile against it; as the saga has errors, it never runs. */
  private static TypeSpec stub(Signature signature) {
    FaceCode face = new FaceCode(signature);
    TypeSpec.Builder type =
        face.orchestrator()
            .addJavadoc("A placeholder: the saga has errors.\n")
            .addMethod(face.constructor().addStatement("super(engine, null, saga)").build())
            .addMethod(face.viewOf())
            .addType(face.steps())
            .addType(face.viewType());
    new SignalsCode(signature).addTo(type);
    return type.build();
  }
}
