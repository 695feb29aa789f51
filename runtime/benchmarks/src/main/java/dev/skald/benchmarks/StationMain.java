package dev.skald.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** The process of a {@link StationProcess}. */
public final class StationMain {

  private StationMain() {}

  /**
   * Opens a station, and does what it is asked until nobody asks any more.
   *
   * @param arguments the {@link Station.Spec} as JSON
   * @throws Exception if a saga failed
   */
  public static void main(String[] arguments) throws Exception {
    JsonMapper json = JsonMapper.shared();
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (EngineStation station =
        EngineStation.open(json.readValue(arguments[0], Station.Spec.class))) {
      answers.println(StationProcess.READY);
      for (String line = asked.readLine(); line != null; line = asked.readLine()) {
        if (line.equals(StationProcess.BEGIN)) {
          station.begin();
          answers.println(json.writeValueAsString(station.end()));
        } else {
          answers.println(json.writeValueAsString(station.done()));
        }
      }
    }
  }
}
