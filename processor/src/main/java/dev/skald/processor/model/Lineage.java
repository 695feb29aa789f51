package dev.skald.processor.model;

import java.util.List;

/**
 * Names a plan among those of its saga and version.
 *
 * @param fingerprint what runs that start with it have in their journal
 * @param supersedes the fingerprints of former plans whose runs go on with it
 */
public record Lineage(String fingerprint, List<String> supersedes) {

  /** Copies the list. */
  public Lineage {
    supersedes = List.copyOf(supersedes);
  }
}
