export { isTimeZone } from './time-zone.ts';
export { type WallClock, wallClock } from './wall-clock.ts';
