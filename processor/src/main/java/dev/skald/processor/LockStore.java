package dev.skald.processor;

import dev.skald.processor.lock.Description;
import dev.skald.processor.lock.LockFile;
import dev.skald.processor.lock.LockFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory of lock files. They are read and written as files, by an absolute path: they are no
 * part of what is compiled, and no compiler's {@code Filer} knows such a place everywhere.
 */
final class LockStore {

  private final Path directory;

  private LockStore(Path directory) {
    this.directory = directory;
  }

  /** The directory of a path; empty if that is not absolute. It need not exist yet. */
  static Optional<LockStore> at(String path) {
    try {
      return Optional.of(Path.of(path)).filter(Path::isAbsolute).map(LockStore::new);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The lock file of a saga's version, if there is one. */
  Optional<LockFile> read(Description saga) throws IOException, LockFileException {
    Path file = file(saga);
    try {
      if (Files.size(file) > LockFile.LARGEST) {
        throw LockFileException.tooLarge();
      }
      return Optional.of(LockFile.parse(Files.readString(file), saga.saga(), saga.version()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw LockFileException.notText();
    }
  }

  /** Writes a lock file: whoever reads it meanwhile sees the old one or the new one, whole. */
  Path write(LockFile lock) throws IOException {
    Path file = file(lock.accepted().description());
    Files.createDirectories(directory);
    Path whole = directory.resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.writeString(whole, lock.text(), StandardOpenOption.CREATE_NEW);
      try {
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(whole);
    }
    return file;
  }

  private Path file(Description saga) {
    return directory.resolve(LockFile.fileName(saga.saga(), saga.version()));
  }

  /** In few words, without the path, which is said beside it. */
  static String reason(IOException e) {
    String why = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return why == null ? e.getClass().getSimpleName() : why;
  }
}
