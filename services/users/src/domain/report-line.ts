import type { SignIn } from './sign-in.ts';

/** What the report tells of a sign-in; the names are columns of Athena, which knows no capitals. */
export interface ReportLine {
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** The app client of the user pool. */
  readonly client_id: string;
  readonly new_device: boolean;
}

/**
 * Who it was is left out, and so is the id of the sign-in, which leads to the person: the files outlive the account, and hold nothing that would
 * have to be erased with it.
 */
export const reportLine = ({ at, clientId, newDevice }: SignIn): ReportLine => ({
  at,
  client_id: clientId,
  new_device: newDevice,
});
