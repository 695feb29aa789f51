package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.List;

/** An undo of a made-up saga. */
final class SketchUndo {

  /** What it takes of its own step. */
  enum Takes {
    NOTHING,
    OUTCOME,
    RESULT
  }

  final String name;
  final Takes takes;
  final List<Input> inputs = new ArrayList<>();
  boolean async;

  SketchUndo(String name, Takes takes) {
    this.name = name;
    this.takes = takes;
  }
}
