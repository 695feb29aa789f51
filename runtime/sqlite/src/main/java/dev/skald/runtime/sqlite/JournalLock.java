package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second engine away from a journal. The lock is on a file of its own, because other
 * programs may read the journal; the operating system gives it up when the process ends, however it
 * ends. The file itself stays: to delete it would let two processes lock two files of one name.
 */
final class JournalLock implements AutoCloseable {

  private final String property;
  private final FileChannel channel;

  private JournalLock(String property, FileChannel channel) {
    this.property = property;
    this.channel = channel;
  }

  static JournalLock take(Path journal) {
    Path file = journal.resolveSibling(journal.getFileName() + ".lock");
    // POSIX drops a process's locks on a file as soon as it closes any descriptor of that file, so
    // within a process the file must not even be opened twice. A system property is the one place
    // that all class loaders share.
    String property = "dev.skald.runtime.sqlite.lock." + file;
    if (System.getProperties().putIfAbsent(property, "held") != null) {
      throw refused(journal, "this process itself");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw refused(journal, holder(file));
      }
      sign(channel);
      return new JournalLock(property, channel);
    } catch (IOException e) {
      release(property, channel, e);
      throw new JournalException(
          "The lock file "
              + file
              + " cannot be made or locked ("
              + e.getMessage()
              + "): the journal needs a directory on a local disk that this process may write to",
          e);
    } catch (RuntimeException e) {
      release(property, channel, e);
      throw e;
    }
  }

  private static JournalException refused(Path journal, String holder) {
    return new JournalException(
        "The journal "
            + journal
            + " is in use by "
            + holder
            + ": only one engine at a time may open it. Stop the other engine, or give this one a"
            + " file of its own");
  }

  private static void sign(FileChannel channel) throws IOException {
    String pid = "process " + ProcessHandle.current().pid();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
  }

  private static String holder(Path file) {
    try {
      String signed = Files.readString(file);
      return signed.startsWith("process ") ? signed : "another process";
    } catch (IOException e) {
      return "another process"; // some systems let nobody read a locked file
    }
  }

  private static void release(String property, @Nullable FileChannel channel, Exception cause) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    } finally {
      System.clearProperty(property);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new JournalException("The journal's lock file cannot be closed: end the process", e);
    } finally {
      System.clearProperty(property);
    }
  }
}
