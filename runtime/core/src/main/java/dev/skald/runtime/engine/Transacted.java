package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.spi.JournalTransaction;

/**
 * A transactional step succeeded, and its transaction is still open.
 *
 * @param call the call
 * @param result its result
 * @param transaction to be ended by whoever takes this
 */
record Transacted(Call call, Result.Success result, JournalTransaction transaction) {}
