export { Published, ScheduleFired } from './events.ts';
export { ScheduleCancelled, ScheduleRequested } from './requests.ts';
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
