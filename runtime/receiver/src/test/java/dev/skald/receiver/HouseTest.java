package dev.skald.receiver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A service takes in five types and JDBC, and nothing of sagas. */
@AnalyzeClasses(
    packages = "dev.skald.receiver",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

  @ArchTest
  static final ArchRule NEEDS_JDBC_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.skald.receiver",
              "java.lang..",
              "java.io",
              "java.nio..",
              "java.sql",
              "java.time",
              "java.util..",
              "org.jspecify..");

  @ArchTest
  static void fiveTypesArePublic(JavaClasses all) {
    assertThat(
            all.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("Receiver", "Answer", "Effect", "Undo", "ReceiverException");
  }
}
