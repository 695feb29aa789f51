package dev.skald.docs;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An example that is not only compiled but also run, on a journal of its own, or on the one that
 * the program above has left.
 */
final class Program extends ClassLoader {

  private final Snippet snippet;
  private final Map<String, byte[]> classes = new HashMap<>();

  Program(Snippet snippet) {
    super(Program.class.getClassLoader());
    this.snippet = snippet;
    var said = snippet.compile(classes);
    if (!said.isEmpty()) {
      throw new AssertionError(snippet + ": " + said);
    }
  }

  /**
   * Runs the statements.
   *
   * @param journal the journal's file, which does not exist yet
   * @return what was printed
   */
  String run(Path journal) throws Exception {
    if (snippet.earlier().isPresent()) {
      new Program(snippet.earlier().get()).run(journal);
    }
    return Screen.of(() -> perform(journal));
  }

  private Object perform(Path journal) throws Exception {
    try (SagaEngine engine = Skald.on(SqliteJournal.at(journal)).open()) {
      Constructor<?> theatre = loadClass("Theatre").getDeclaredConstructor();
      theatre.setAccessible(true);
      Method run =
          loadClass("Statements").getDeclaredMethod("run", SagaEngine.class, loadClass("Theatre"));
      run.setAccessible(true);
      return run.invoke(null, engine, theatre.newInstance());
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
