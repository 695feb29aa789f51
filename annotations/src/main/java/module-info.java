/**
 * What a saga's author writes: annotations and the two types that step and undo methods may take.
 */
module dev.skald.annotations {
  exports dev.skald;
}
