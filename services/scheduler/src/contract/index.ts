export { Published, ScheduleFired } from './events.ts';
