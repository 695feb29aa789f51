package dev.skald.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.skald.runtime.engine.Skald;

/** The walls of the test kit: what is for users, and what for authors of stores. */
@AnalyzeClasses(
    packages = "dev.skald.testkit",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class HouseTest {

  private static final String KIT = "dev.skald.testkit";
  private static final String CONTRACT = "dev.skald.testkit.contract";

  @ArchTest
  static final ArchRule THE_KIT_NEEDS_JUNIT_AND_THE_RUNTIME_ALONE =
      classes()
          .that()
          .resideInAPackage(KIT)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  KIT,
                  "java..",
                  "org.jspecify.annotations",
                  "org.junit.jupiter.api..",
                  "dev.skald",
                  "dev.skald.runtime..",
                  "org.apiguardian.api"));

  @ArchTest
  static final ArchRule OF_THE_ENGINE_IT_SEES_THE_BUILDER =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.skald.runtime.engine")
                  .and(not(belongToAnyOf(Skald.class, Skald.Builder.class)))
                  .as("the engine behind Skald"));

  @ArchTest
  static final ArchRule NOBODY_NEEDS_GUICE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "dev.skald.runtime.guice");

  @ArchTest
  static final ArchRule CONTRACTS_KNOW_NOTHING_OF_THE_KIT =
      noClasses()
          .that()
          .resideInAPackage(CONTRACT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(KIT);
}
