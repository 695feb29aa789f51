package dev.skald.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Where it was measured.
 *
 * @param cores how many processors the JVM sees
 * @param memoryMegabytes the machine's memory
 * @param heapMegabytes the largest heap
 * @param jvm its name and version
 * @param collectors the garbage collectors
 * @param system the operating system
 * @param load the system's load average of the last minute, at the start
 */
record Machine(
    int cores,
    long memoryMegabytes,
    long heapMegabytes,
    String jvm,
    List<String> collectors,
    String system,
    double load) {

  static Machine here() {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        bean.getTotalMemorySize() >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        bean.getName() + " " + bean.getVersion() + " " + bean.getArch(),
        bean.getSystemLoadAverage());
  }
}
