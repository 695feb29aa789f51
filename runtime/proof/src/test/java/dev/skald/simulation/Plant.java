package dev.skald.simulation;

import java.util.List;

/**
 * A bug, as a change of the source: nothing of it is in the code that is shipped.
 *
 * @param name its name
 * @param what what is wrong, for people
 * @param edits what is changed
 * @param seed a seed that has found it, to be tried first
 */
record Plant(String name, String what, List<Edit> edits, long seed) {

  /**
   * A change of one source file.
   *
   * @param file the file, below the sources of the runtime's core
   * @param before what stands there, exactly once
   * @param after what takes its place
   */
  record Edit(String file, String before, String after) {}

  static Plant of(String name, String what, long seed, Edit... edits) {
    return new Plant(name, what, List.of(edits), seed);
  }

  static Edit edit(String file, String before, String after) {
    return new Edit("dev/skald/runtime/" + file + ".java", before, after);
  }
}
