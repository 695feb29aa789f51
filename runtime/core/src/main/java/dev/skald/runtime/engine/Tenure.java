package dev.skald.runtime.engine;

/** How this engine holds its runs: whether, at this moment, anything may be called for one. */
interface Tenure {

  /** An engine that has its journal to itself: it holds every run until it is closed. */
  Tenure SOLE =
      new Tenure() {
        @Override
        public boolean mayCall(Run run) {
          return true;
        }

        @Override
        public void entered(Run run) {}

        @Override
        public void left(Run run) {}

        @Override
        public void fenced() {}
      };

  /** Whether no other engine can hold the run, and this one is not about to give it away. */
  boolean mayCall(Run run);

  /** A call of the run is handed to a thread. */
  void entered(Run run);

  /** A call of the run is over, or was never made. */
  void left(Run run);

  /** A write was refused because another node owns the run: there may be more to learn. */
  void fenced();
}
