package dev.skald.processor.diagnostic;

import java.util.List;

/** What is said of pipelined steps; see {@link Wording}. */
public final class PipelineWording {

  private static final String AGAIN =
      "If the record of a pipelined step is lost, the step is called again with the same key, and "
          + "so are those that ran ahead of it.";
  private static final String BY_KEY =
      "A step that may have been called ahead of records that are lost is undone by its key alone.";

  private PipelineWording() {}

  /** Called in a way that allows no second call, or says too much. */
  public static Message pipelinedMode(String step, String otherwise) {
    return Message.of(
        Code.PIPELINED,
        step + " is pipelined, but " + otherwise + ".",
        AGAIN,
        "Remove pipelined = true.");
  }

  /** Nobody makes use of it. */
  public static Message pipelinedInVain(String step, List<String> reasons) {
    return Message.of(
            Code.PIPELINED,
            step + " is pipelined, but no step runs ahead of its record.",
            "A step runs ahead of records if it waits for pipelined steps and is just called.",
            "Remove pipelined = true.")
        .with(reasons);
  }

  /** An undo that needs its step's result. */
  public static Message pipelinedUndo(
      String undo, String parameter, String step, String pipelined, String outcome) {
    return Message.of(
        Code.PIPELINED,
        undo
            + " takes "
            + parameter
            + ", which may be lost: "
            + step
            + " runs ahead of the record of "
            + pipelined
            + ".",
        BY_KEY,
        "Take "
            + outcome
            + ", or nothing of it; or remove pipelined = true from "
            + pipelined
            + ".");
  }

  /** An undo that needs what its step waited for. */
  public static Message pipelinedData(String undo, String parameter, String step) {
    return Message.of(
        Code.PIPELINED,
        undo
            + " takes "
            + parameter
            + ", which may be lost: "
            + step
            + " runs ahead of its record.",
        BY_KEY,
        "Do not take it, or remove pipelined = true from the step that gives it.");
  }
}
