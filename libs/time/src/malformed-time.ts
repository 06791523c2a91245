/** A text is not what it should be: a cron expression, a duration, a date and time. Its message says what was expected, and never repeats the text. */
export class MalformedTime extends Error {
  override readonly name = 'MalformedTime';
}
