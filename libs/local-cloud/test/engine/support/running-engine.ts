import { type Engine, type EngineOptions, startEngine } from '../../../src/index.ts';

// An engine starts in half a second on an idle machine, and in many on one that runs other tests too.
jest.setTimeout(60_000);

/** An engine of the surrounding `describe`'s own, started before its tests and stopped after them. */
export function runningEngine(options: EngineOptions = {}): () => Engine {
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await startEngine({ running: '', ...options });
  });
  afterAll(() => engine?.stop());
  return () => {
    if (!engine) throw new Error('the engine is there in tests and hooks only');
    return engine;
  };
}

/** The engine as its authors made it: what a bridge mends must show here, or the bridge has become needless. */
export const untouchedEngine = () => runningEngine({ bridges: [] });
