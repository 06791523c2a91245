/** What Cognito's user pool knows of a person: nothing of it is checked but the e-mail address. */
export interface Attributes {
  readonly sub: string;
  readonly email: string;
  readonly name?: string | undefined;
  readonly preferred_username?: string | undefined;
  readonly locale?: string | undefined;
}

/**
 * The attributes that this service reads, out of those that a trigger's event carries; the address folded.
 * @throws TypeError when the pool has no `sub` or `email` for the person, which it requires of everybody
 */
export function attributesOf(attributes: Readonly<Record<string, string>>): Attributes {
  const { sub, email, name, preferred_username, locale } = attributes;
  if (sub === undefined || email === undefined) {
    throw new TypeError('The user pool sent a person without sub or email: see resources/identity.yml');
  }
  return { sub, email: email.toLowerCase(), name, preferred_username, locale };
}
