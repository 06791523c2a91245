/** How long a sign-in is kept. */
export const SIGN_IN_DAYS = 90;

/** One sign-in of a person. */
export interface SignIn {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** The app client of the user pool. */
  readonly clientId: string;
  readonly newDevice: boolean;
}
