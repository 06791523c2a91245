/** What can go wrong while an engine is found, fetched, started or stopped: each says what to do next. */
export class EngineError extends Error {
  override name = 'EngineError';
}

/** Nothing on this machine can run the engine. `tried` has one line for each way that was tried. */
export class EngineUnavailable extends EngineError {
  override name = 'EngineUnavailable';
  readonly tried: string[];

  constructor(tried: string[]) {
    super(
      `The local cloud needs Python 3.10 or later, uv or Docker. Tried: ${tried.join('; ')}. ` +
        'Install python3 with venv (https://www.python.org/downloads) or uv (https://docs.astral.sh/uv), then run this again.',
    );
    this.tried = tried;
  }
}

/** The engine was started and ended, or did not answer in time. The message ends with the last lines of its log. */
export class EngineDidNotStart extends EngineError {
  override name = 'EngineDidNotStart';
}

/** The engine ran and ended by itself. The message ends with the last lines of its log, if it has any. */
export class EngineDied extends EngineError {
  override name = 'EngineDied';
}

/** An address that is not on this machine was given as the engine's. */
export class NotLoopback extends EngineError {
  override name = 'NotLoopback';
}

/** The port that was asked for is in use. */
export class PortTaken extends EngineError {
  override name = 'PortTaken';
}
