import { foldEmail, isEmail } from './email.ts';

/** What Cognito's user pool knows of a person: nothing of it is checked but the e-mail address. */
export interface Attributes {
  readonly sub: string;
  /** Folded. Absent until the person has proved to Cognito that it is theirs. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly preferred_username?: string | undefined;
  readonly locale?: string | undefined;
}

/** Those of a person whose address is confirmed. */
export type ConfirmedAttributes = Attributes & { readonly email: string };

/**
 * The attributes that this service reads, out of those that a trigger's event carries. `cognito:user_status` says nothing of the address:
 * an administrator confirms a user, or makes one, without any proof of it; `email_verified` (`'true'`, a string) is that proof.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 * @throws TypeError when the pool has no `sub` or `email` for the person, which it requires of everybody, or no address that can be one
 */
export function attributesOf(attributes: Readonly<Record<string, string>>): Attributes {
  const { sub, email, email_verified: verified, name, preferred_username, locale } = attributes;
  if (sub === undefined || email === undefined) {
    throw new TypeError('The user pool sent a person without sub or email: see resources/identity.yml');
  }
  if (!isEmail(email)) {
    throw new TypeError('The user pool sent an e-mail address that no event can carry: change it at Cognito');
  }
  return { sub, email: verified === 'true' ? foldEmail(email) : undefined, name, preferred_username, locale };
}

/** Whether the person may have a profile. */
export function isConfirmed(attributes: Attributes): attributes is ConfirmedAttributes {
  return attributes.email !== undefined;
}
