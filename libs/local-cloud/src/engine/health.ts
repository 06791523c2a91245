/** Whether an AWS emulator answers there: any HTTP answer counts, since others than our engine have other health pages. */
export async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1000), redirect: 'manual' });
    return true;
  } catch {
    return false; // refused, or silent for a second: that is the answer
  }
}

/** Polls our engine's health page until it answers 200; false when `gaveUp` says so first. */
export async function untilHealthy(endpoint: string, gaveUp: () => boolean): Promise<boolean> {
  while (!gaveUp()) {
    try {
      const { ok } = await fetch(`${endpoint}/_ministack/health`, {
        signal: AbortSignal.timeout(1000),
        headers: { connection: 'close' }, // one that stays open makes the engine's stop a second longer
      });
      if (ok) return true;
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
