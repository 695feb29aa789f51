package dev.skald.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import javax.lang.model.element.Modifier;

/** The walls of the house. */
@AnalyzeClasses(
    packagesOf = SagaProcessor.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_SEE_EACH_OTHER_IN_ONE_ORDER =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("diagnostic")
          .definedBy("dev.skald.processor.diagnostic")
          .layer("model")
          .definedBy("dev.skald.processor.model")
          .layer("source")
          .definedBy("dev.skald.processor.source")
          .layer("validate")
          .definedBy("dev.skald.processor.validate")
          .layer("render")
          .definedBy("dev.skald.processor.render")
          .layer("lock")
          .definedBy("dev.skald.processor.lock")
          .layer("root")
          .definedBy("dev.skald.processor")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("validate")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("render")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("lock")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("source", "validate", "render", "lock", "root")
          .whereLayer("diagnostic")
          .mayOnlyBeAccessedByLayers("model", "source", "validate", "render", "lock", "root");

  /** JavaPoet takes modifiers as the compiler's enum, which knows nothing of a compiler. */
  @ArchTest
  static final ArchRule ELEMENTS_END_IN_SOURCE =
      noClasses()
          .that()
          .resideInAnyPackage("..diagnostic", "..model", "..validate", "..render", "..lock")
          .should()
          .dependOnClassesThat(
              resideInAPackage("javax.lang.model..")
                  .and(not(assignableTo(Modifier.class)))
                  .or(resideInAPackage("javax.annotation.processing.."))
                  .or(resideInAPackage("com.google.auto.."))
                  .or(resideInAPackage("com.sun..")));

  @ArchTest
  static final ArchRule JAVAPOET_IS_SEEN_BY_RENDER_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..render")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.palantir..");

  @ArchTest
  static final ArchRule LOCK_KNOWS_NO_FILES =
      noClasses()
          .that()
          .resideInAPackage("..lock")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..");

  @ArchTest
  static final ArchRule NOBODY_SEES_THE_RUNTIME =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.skald.runtime..");

  @ArchTest
  static final ArchRule RULES_ARE_NAMED_SO =
      classes()
          .that()
          .implement("dev.skald.processor.validate.Rule")
          .or()
          .implement("dev.skald.processor.validate.WiredRule")
          .should()
          .haveSimpleNameEndingWith("Rule")
          .andShould()
          .bePackagePrivate();
}
