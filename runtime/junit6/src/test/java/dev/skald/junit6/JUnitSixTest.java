package dev.skald.junit6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.testkit.SagaFaults;
import dev.skald.testkit.Script;
import dev.skald.testkit.SkaldExtension;
import dev.skald.testkit.TestSkald;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test kit is compiled with JUnit 5, and does the same under JUnit 6. */
class JUnitSixTest {

  private static final LendBook.Wish WISH = new LendBook.Wish("Edda");

  /** As a field, closed after each test. */
  @Nested
  class AsField {

    @RegisterExtension final TestSkald skald = TestSkald.create();

    private final Shelf shelf = new Shelf();
    private final Script<LendBook.Library> library = skald.script(LendBook.Library.class, shelf);

    @Test
    void aBookIsPutBack() {
      library.nextVoid(l -> l.write(null, null)).fails(new LendBook.Barred("owes two"));
      var lending = new LendBookOrchestrator(skald.engine(), new LendBook(library.client()));

      SagaHandle<Void> run = lending.start("loan-1", WISH);
      run.await(Duration.ofDays(1));

      skald.assertThat(run).isCompensated().undid(LendBookOrchestrator.Steps.TAKE);
      assertEquals("0 taken, 0 written", shelf.standing());
    }

    @TestFactory
    Stream<DynamicNode> everyFault() {
      return SagaFaults.every(
              Shelf::new, (engine, s) -> new LendBookOrchestrator(engine, new LendBook(s)))
          .standing(Shelf::standing)
          .scenario("a book", WISH)
          .tests();
    }
  }

  /** As a parameter, the same one for all of a test. */
  @ExtendWith(SkaldExtension.class)
  @Nested
  class AsParameter {

    private List<TestSkald> given = List.of();

    @Test
    void aBookIsLent(TestSkald skald, SagaEngine engine) {
      given = List.of(skald);
      var lending = new LendBookOrchestrator(engine, new LendBook(new Shelf()));

      SagaHandle<Void> run = lending.start("loan-1", WISH);
      run.await(Duration.ofDays(1));

      skald.assertThat(run).isCompleted();
    }

    @AfterEach
    void theSame(TestSkald skald) {
      assertEquals(List.of(skald), given);
    }
  }

  @Test
  void thisIsJUnitSix() throws Exception {
    // What JUnit 5 has not: were it on the class path, this would test nothing.
    Class<?> store = Class.forName("org.junit.jupiter.api.extension.ExtensionContext$Store");
    assertTrue(
        Stream.of(store.getMethods())
            .anyMatch(method -> method.getName().equals("computeIfAbsent")));
  }

  @Test
  void aTestThatIsOverHasNoEngine() {
    TestSkald skald = TestSkald.create();
    skald.close();
    assertThrows(IllegalStateException.class, skald::engine);
  }
}
