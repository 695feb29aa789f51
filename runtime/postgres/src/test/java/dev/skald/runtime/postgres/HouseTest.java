package dev.skald.runtime.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The store needs JDBC and a log, and nothing of any driver. */
@AnalyzeClasses(
    packages = "dev.skald.runtime.postgres",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

  @ArchTest
  static final ArchRule NEEDS_JDBC_AND_THE_SPI =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.skald.runtime",
              "dev.skald.runtime.journal",
              "dev.skald.runtime.spi",
              "dev.skald.runtime.postgres",
              "java.lang..",
              "java.io",
              "java.nio..",
              "java.sql",
              "java.time",
              "java.util..",
              "javax.sql",
              "org.jspecify..",
              "org.slf4j");

  @ArchTest
  static void oneTypeIsPublic(JavaClasses all) {
    assertThat(
            all.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName))
        .containsExactly("PostgresJournal");
  }
}
