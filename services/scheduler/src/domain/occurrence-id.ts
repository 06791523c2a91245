/**
 * Made of the schedule and the time for which it was planned, so that an occurrence has one id however often and by whom it is settled.
 * @param plannedAt RFC 3339, UTC, in milliseconds
 * @example 0199f3c2-….20261121T100000000Z
 */
export function occurrenceId(scheduleId: string, plannedAt: string, trigger: 'schedule' | 'run-now'): string {
  return `${scheduleId}.${plannedAt.replaceAll(/[-:.]/g, '')}${trigger === 'run-now' ? '.now' : ''}`;
}
