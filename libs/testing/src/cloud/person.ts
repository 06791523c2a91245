import { randomUUID } from 'node:crypto';
import { poll } from '../poll.ts';
import { confirmByAdmin } from './admin.ts';
import { mailTo } from './mailbox.ts';
import type { TestCloud } from './cloud.ts';

export interface Tokens {
  readonly id: string;
  readonly access: string;
  readonly refresh: string;
}

/** Cognito refused a step; `type` is its error's name, `UserNotConfirmedException`. */
export class CognitoRefused extends Error {
  override readonly name = 'CognitoRefused';
  readonly type: string;
  constructor(action: string, type: string, message: string) {
    super(`${action}: ${type}: ${message}`);
    this.type = type;
  }
}

/** Somebody who uses the system, through the same public calls as the README's tour. */
export interface Person {
  readonly email: string;
  readonly password: string;
  /** Signs up; Cognito sends the code. Gives the user's id. */
  signUp(attributes?: Readonly<Record<string, string>>): Promise<string>;
  /** Confirms with this code, or with the one from the mailbox. */
  confirm(code?: string): Promise<void>;
  logIn(): Promise<Tokens>;
}

/** A person with an address of their own, unknown to the system. */
export const newPerson = (
  cloud: TestCloud,
  { email = `ada-${randomUUID().slice(0, 8)}@example.com`, password = 'Correct-Horse-9-Battery' } = {},
): Person => {
  const call = async (action: string, input: object): Promise<Record<string, unknown>> => {
    const ClientId = await cloud.output('users', 'UserPoolClientId');
    return cognito(cloud.cognito, action, { ClientId, ...input });
  };
  return {
    email,
    password,
    signUp: async (attributes = {}) => {
      const UserAttributes = Object.entries({ email, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
      const { UserSub } = await call('SignUp', { Username: email, Password: password, UserAttributes });
      return String(UserSub);
    },
    confirm: async (code) => {
      const ConfirmationCode =
        code ?? (await poll(`code for ${email}`, async () => (await mailTo(cloud, email, /./)).codes[0]));
      await call('ConfirmSignUp', { Username: email, ConfirmationCode });
    },
    logIn: async () => {
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const { AuthenticationResult } = await call('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      const result = AuthenticationResult as { IdToken: string; AccessToken: string; RefreshToken: string }; // Cognito's API reference
      return { id: result.IdToken, access: result.AccessToken, refresh: result.RefreshToken };
    },
  };
};

/** Signs up, confirms (by the administrator's call where no mail can be read) and logs in. */
export const register = async (
  cloud: TestCloud,
  attributes: Readonly<Record<string, string>> = {},
): Promise<Person & { readonly id: string; readonly tokens: Tokens }> => {
  const person = newPerson(cloud);
  const id = await person.signUp(attributes);
  await (cloud.frontDoor === undefined ? confirmByAdmin(cloud, person.email) : person.confirm());
  return { ...person, id, tokens: await person.logIn() };
};

/** One of Cognito's public calls: they need no signature. */
const cognito = async (endpoint: string, action: string, input: object): Promise<Record<string, unknown>> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>; // an object in both cases
  if (!response.ok) throw new CognitoRefused(action, String(answer['__type']), String(answer['message']));
  return answer;
};
