export { placeholderTypes } from './engine/bridges.ts';
export { type Deployed, type DeployOptions, deployAll } from './deploy/deploy-all.ts';
export { DeployError, PackagingFailed, StackFailed } from './deploy/errors.ts';
export { type Engine, type EngineOptions, startEngine } from './engine/engine.ts';
export { EngineDidNotStart, EngineError, EngineUnavailable, NotLoopback, PortTaken } from './engine/errors.ts';
export { type FrontDoor, type FrontDoorOptions, startFrontDoor } from './front-door/start-front-door.ts';
export { type FollowOptions, followLogs } from './logs/follow-logs.ts';
