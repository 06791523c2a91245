export { type CronTimes, cronTimes } from './cron/cron-times.ts';
export { type DateTime, dateTime, instantOf } from './date-time.ts';
export { everyNext } from './every-next.ts';
export { type Duration, isoDuration, meanLength } from './iso-duration.ts';
export { latestTime } from './latest-time.ts';
export { MalformedTime } from './malformed-time.ts';
export { isTimeZone } from './time-zone.ts';
export { type WallClock, wallClock } from './wall-clock.ts';
