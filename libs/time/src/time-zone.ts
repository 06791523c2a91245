/** Names of the IANA database begin with a letter: an offset (`+05:45`), which newer engines also take, keeps no time through the year. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Whether this is a time zone that the runtime knows, by a name of the IANA database (aliases and any case too) of at most 64 characters. */
export function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    // ECMA-402, 11.1.1: the one thing that is thrown for a name that is not known.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
