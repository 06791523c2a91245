export { Published, ScheduleFired } from './events.ts';
export {
  CreateSchedule,
  DeleteSchedule,
  GetSchedule,
  ListOccurrences,
  ListSchedules,
  PauseSchedule,
  PreviewSchedule,
  ResumeSchedule,
  RunSchedule,
  UpdateSchedule,
} from './routes.ts';
