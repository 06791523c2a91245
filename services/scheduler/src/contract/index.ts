export { ScheduleFired } from './events.ts';
