export { type Engine, type EngineOptions, startEngine } from './engine/engine.ts';
export { EngineDidNotStart, EngineError, EngineUnavailable, NotLoopback, PortTaken } from './engine/errors.ts';
