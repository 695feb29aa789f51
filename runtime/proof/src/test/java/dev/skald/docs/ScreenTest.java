package dev.skald.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void showsWhatTheProgramAndItsThreadsPrintAndNothingOfOthers() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      other.submit(() -> {}).get();

      String shown =
          Screen.of(
              () -> {
                System.out.println("mine");
                other.submit(() -> System.out.println("another test's line")).get();
                Thread child = new Thread(() -> System.out.println("my thread's"));
                child.start();
                child.join();
                return null;
              });

      assertThat(shown).isEqualTo("mine\nmy thread's\n");
    } finally {
      other.shutdown();
    }
  }
}
