/** Milliseconds. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** So far ahead of its time, in minutes, an occurrence is handed to the queue: two ticks may fail, and nothing is late. SQS takes 15. */
export const LEAD = 3;

/** So many minutes after its time, an occurrence that is still in the index was lost on its way. Longer than a queue with a backlog needs as a rule. */
export const CHECK_AFTER = 5;

/** An occurrence that is later than this is treated by its schedule's misfire policy. */
export const MISFIRE_AFTER = 60 * SECOND;

/** The index may be so far behind the table, and two clocks so far apart: a hundred times of what is usual. */
export const MARGIN = 10 * SECOND;

/** A message that comes earlier than this is sent again, with what remains of its delay; for less the worker waits. */
export const LONGEST_WAIT = 5 * SECOND;
