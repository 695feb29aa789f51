package dev.skald.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/** What the process and the machine have used so far. */
final class Meters {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** From JDK 21 on: counts threads that have ended, too. Before, only those that are alive. */
  private static final Optional<MethodHandle> ALLOCATED = findAllocated();

  private static final Path PROC_STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;

  private Meters() {}

  /**
   * Reads all meters.
   *
   * @return the sums since the process or the machine was started
   */
  static Reading read() {
    return new Reading(
        System.nanoTime(), SYSTEM.getProcessCpuTime() / 1e9, busySeconds(), allocated());
  }

  private static long allocated() {
    if (ALLOCATED.isEmpty()) {
      long[] all = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
      return LongStream.of(all).filter(bytes -> bytes > 0).sum();
    }
    try {
      return (long) ALLOCATED.get().invoke(THREADS);
    } catch (Throwable e) {
      throw new IllegalStateException("This JVM counts allocations, and fails", e);
    }
  }

  private static Optional<MethodHandle> findAllocated() {
    try {
      MethodType type = MethodType.methodType(long.class);
      return Optional.of(
          MethodHandles.publicLookup()
              .findVirtual(ThreadMXBean.class, "getTotalThreadAllocatedBytes", type));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty();
    }
  }

  /** What all processes used of all cores; not a number where the system does not tell. */
  private static double busySeconds() {
    try {
      String[] all = Files.readAllLines(PROC_STAT).get(0).trim().split("\\s+");
      long user = Long.parseLong(all[1]) + Long.parseLong(all[2]);
      long kernel = Long.parseLong(all[3]) + Long.parseLong(all[6]) + Long.parseLong(all[7]);
      return (user + kernel) / TICKS_PER_SECOND;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /**
   * One look at all meters.
   *
   * @param nanos the clock
   * @param cpuSeconds processor time of this process
   * @param busySeconds processor time of all processes
   * @param allocated bytes allocated by all threads
   */
  record Reading(long nanos, double cpuSeconds, double busySeconds, long allocated) {

    Reading since(Reading before) {
      return new Reading(
          nanos - before.nanos,
          cpuSeconds - before.cpuSeconds,
          busySeconds - before.busySeconds,
          allocated - before.allocated);
    }

    double seconds() {
      return nanos / 1e9;
    }

    /** How many cores everything else on the machine used. */
    double foreignCores() {
      return Math.max(0, busySeconds - cpuSeconds) / seconds();
    }
  }
}
