package dev.skald.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.kit.Elements.Basket;
import dev.skald.kit.Sagas.Visit;
import dev.skald.testkit.JournalReplay;
import dev.skald.testkit.RecordedJournal;
import dev.skald.testkit.TestSkald;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Journals as files: what they look like, and what later code makes of them. */
class RecordedJournalTest {

  private static final Duration LONG = Duration.ofDays(365);

  @RegisterExtension final TestSkald skald = TestSkald.create();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("visit.journal");
  }

  private RecordedJournal visit() {
    Box box = new Box();
    var run =
        new Sagas_RightOrchestrator(skald.engine(), new Sagas.Right(box))
            .start("visit \"1\"", new Visit(2));
    run.await(LONG);
    return skald.journalOf(run);
  }

  private Tried replayed() {
    return Tried.all(replay().tests());
  }

  private JournalReplay<Box> replay() {
    return JournalReplay.every(
        directory,
        Box::new,
        (engine, box) -> new Sagas_RightOrchestrator(engine, new Sagas.Right(box)));
  }

  @Test
  void theTextCanBeReviewed() {
    assertThat(visit().text())
        .startsWith("skald-journal 1\nsaga=\"right\" key=\"visit \\\"1\\\"\"")
        .contains("0 started at=\"2026-01-01T00:00:00Z\"\n  {\"seats\":2}\n")
        .contains("1 succeeded step=\"hold\"")
        .contains("\n  {\"id\":\"H-1\",\"seats\":2}\n");
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    RecordedJournal journal = visit();
    assertThat(RecordedJournal.of(journal.text()).text()).isEqualTo(journal.text());
  }

  @Test
  void failuresAndTimesAreKept() {
    var run =
        new Elements_SignalledOrchestrator(skald.engine(), new Elements.Signalled(new Ledger()))
            .start("run-1", new Basket(List.of("tea"), false));
    run.await(LONG);

    RecordedJournal journal = skald.journalOf(run);

    assertThat(journal.text()).contains("2 timer_armed step=\"awaitPayment\"", "failure=");
    assertThat(RecordedJournal.of(journal.text()).text()).isEqualTo(journal.text());
  }

  @Test
  void aFileThatIsThereIsThePast() throws IOException {
    RecordedJournal journal = visit();
    assertThat(journal.keepAt(file)).isTrue();
    Files.writeString(file, "something else");
    assertThat(journal.keepAt(file)).isFalse();
    assertThat(file).hasContent("something else");
  }

  @Test
  void whatIsNoJournalIsRefusedWithItsLine() throws IOException {
    Files.writeString(file, "skald-journal 1\nsaga=\"right\" key=\"a");
    assertThatThrownBy(this::replayed)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("visit.journal: line 2: a value without closing quote");
  }

  @Test
  void anEmptyDirectoryIsRefused() {
    assertThatThrownBy(this::replayed)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("record one: skald.journalOf(run).keepAt(file)");
  }

  @Test
  void presentCodeReadsItAndGoesOnAfterEachRecord() {
    visit().keepAt(file);

    Tried tried = replayed();

    assertThat(tried.failures()).isEmpty();
    assertThat(tried.tests()).isEqualTo(4);
  }

  @Test
  void itIsReadByTheApplicationsOwnCodec() {
    visit().keepAt(file);
    CountingCodec codec = new CountingCodec();

    assertThat(Tried.all(replay().codec(codec).tests()).failures()).isEmpty();
    assertThat(codec.decoded()).isPositive();
  }

  @Test
  void aPlanThatIsNotTheSameIsNamed() throws IOException {
    visit().keepAt(file);
    String other = Files.readString(file).replaceFirst("plan=\"....", "plan=\"0000");
    Files.writeString(file, other);

    assertThat(replayed().failures().get("can be read as it is"))
        .contains("cannot read record 0 started")
        .contains("registered with another plan");
  }

  @Test
  void aValueThatCannotBeReadAnyMoreIsNamedWithItsRecordAndStep() throws IOException {
    visit().keepAt(file);
    String other = Files.readString(file).replace("\"seats\":2}\n2", "\"places\":2}\n2");
    Files.writeString(file, other);

    Tried tried = replayed();

    assertThat(tried.failures().get("can be read as it is"))
        .contains("cannot read record 1 succeeded hold")
        .contains("the result of right.hold");
    assertThat(tried.names()).doesNotContain("goes on after record 0 started");
  }

  @Test
  void aStepThatCannotGoOnIsNamedWithTheRecordBeforeIt() {
    visit().keepAt(file);

    Tried tried =
        Tried.all(
            JournalReplay.every(
                    directory,
                    Box::new,
                    (engine, box) -> {
                      box.breakTill();
                      return new Sagas_RightOrchestrator(engine, new Sagas.Right(box));
                    })
                .tests());

    assertThat(tried.failures().get("goes on after record 1 succeeded hold"))
        .contains("does not go on with the present code")
        .contains("pay");
  }
}
