export { placeholderTypes } from './engine/bridges.ts';
export { type Engine, type EngineOptions, startEngine } from './engine/engine.ts';
export { EngineDidNotStart, EngineError, EngineUnavailable, NotLoopback, PortTaken } from './engine/errors.ts';
export { type FrontDoor, type FrontDoorOptions, startFrontDoor } from './front-door/start-front-door.ts';
export { type FollowOptions, followLogs } from './logs/follow-logs.ts';
