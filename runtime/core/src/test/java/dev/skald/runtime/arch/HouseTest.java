package dev.skald.runtime.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import java.util.Arrays;

/** The walls between the runtime's packages: each line of house.md is one rule. */
@AnalyzeClasses(
    packages = "dev.skald.runtime",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class HouseTest {

  private static final String ROOT = "dev.skald.runtime";
  private static final String LANGUAGE = "dev.skald";
  private static final String[] EVERYWHERE = {"java..", "org.jspecify.annotations"};

  /** A package of the runtime sees only the named ones, itself, Java and the language. */
  private static ArchRule sees(String who, String... others) {
    String[] allowed = Arrays.stream(others).map(HouseTest::named).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(named(who))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed)
                .or(resideInAPackage(named(who)))
                .or(resideInAnyPackage(EVERYWHERE))
                .or(resideInAPackage(LANGUAGE)));
  }

  /** The API is the root package; a name with a dot is a package of a library. */
  private static String named(String who) {
    if (who.contains(".")) {
      return who;
    }
    return who.equals("api") ? ROOT : ROOT + "." + who;
  }

  @ArchTest static final ArchRule PLAN_SEES_NOTHING = sees("plan");
  @ArchTest static final ArchRule CODEC_SEES_NOTHING = sees("codec");
  @ArchTest static final ArchRule API_SEES_THE_PLAN = sees("api", "plan", "codec");
  @ArchTest static final ArchRule JOURNAL_SEES_THE_API = sees("journal", "api");
  @ArchTest static final ArchRule SPI_SEES_THE_JOURNAL = sees("spi", "journal", "api");
  @ArchTest static final ArchRule MEMORY_IS_ABOVE_THE_SPI = sees("memory", "spi", "journal", "api");
  @ArchTest static final ArchRule SUPPORT_IS_ABOVE_THE_API = sees("support", "api", "plan");

  @ArchTest
  static final ArchRule ENGINE_IS_ABOVE_ALL_BUT_GUICE =
      sees("engine", "machine", "memory", "spi", "journal", "api", "plan", "codec", "org.slf4j..");

  @ArchTest
  static final ArchRule GUICE_WIRES_ENGINES_AND_SAGAS =
      sees("guice", "engine", "memory", "spi", "api", "support", "com.google.inject..");

  @ArchTest
  static final ArchRule THE_MACHINE_SEES_JAVA_THE_PLAN_AND_THREE_WORDS_OF_THE_API =
      classes()
          .that()
          .resideInAPackage(named("machine"))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(named("machine"), named("plan"), "org.jspecify.annotations")
                  .or(resideInAnyPackage("java.lang..", "java.util", "java.util.function"))
                  .or(belongToAnyOf(Failure.class, RunState.class).as("Failure, RunState")));

  @ArchTest
  static final ArchRule THE_MACHINE_HAS_NO_CLOCK_AND_NO_CHANCE =
      noClasses()
          .that()
          .resideInAPackage(named("machine"))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, java.util.Random.class);

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule GUICE_IS_SEEN_BY_GUICE_ALONE =
      noClasses()
          .that(not(resideInAPackage(named("guice"))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "jakarta.inject..");

  @ArchTest
  static final ArchRule NOBODY_SEES_THE_GUICE_PACKAGE =
      noClasses()
          .that(not(resideInAPackage(named("guice"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(named("guice"));

  @ArchTest
  static final ArchRule NO_JDBC_AND_NO_JACKSON =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.sql..", "javax.sql..", "tools.jackson..", "com.fasterxml.jackson..")
                  .as("JDBC or Jackson"));

  @ArchTest
  static final ArchRule ONLY_THE_ENGINE_LOGS =
      noClasses()
          .that(not(resideInAPackage(named("engine"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.slf4j..");

  @ArchTest
  static final ArchRule WHAT_THE_ENGINE_SHOWS_IS_ITS_BUILDER =
      classes()
          .that()
          .resideInAPackage(named("engine"))
          .and(publicTopLevel())
          .should()
          .haveSimpleName("Skald");

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> publicTopLevel() {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "public top-level classes",
        type ->
            type.isTopLevelClass()
                && type.getModifiers()
                    .contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC));
  }
}
