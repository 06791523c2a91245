import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { on } from './clients.ts';

export const password = 'Correct-Horse-9';

/** The steps of one person at a pool, through the API. `nickname` tells the tests' trigger what to refuse. */
export class Person {
  readonly email: string;
  private readonly cognito: CognitoIdentityProviderClient;
  private readonly pool: string;
  private readonly client: string;

  constructor(engine: { endpoint: string }, stack: Record<string, string>, email: string) {
    this.cognito = new CognitoIdentityProviderClient(on(engine));
    this.pool = stack.Pool ?? '';
    this.client = stack.Client ?? '';
    this.email = email;
  }

  signUp(nickname: string) {
    const UserAttributes = [
      { Name: 'email', Value: this.email },
      { Name: 'nickname', Value: nickname },
    ];
    const input = { ClientId: this.client, Username: this.email, Password: password, UserAttributes };
    return this.cognito.send(new SignUpCommand(input));
  }

  confirm() {
    const input = { ClientId: this.client, Username: this.email, ConfirmationCode: '123456' };
    return this.cognito.send(new ConfirmSignUpCommand(input));
  }

  beConfirmed() {
    return this.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: this.pool, Username: this.email }));
  }

  async resetPassword() {
    const who = { ClientId: this.client, Username: this.email };
    await this.cognito.send(new ForgotPasswordCommand(who));
    const input = { ...who, ConfirmationCode: '654321', Password: password };
    return this.cognito.send(new ConfirmForgotPasswordCommand(input));
  }

  logIn(secret = password) {
    const AuthParameters = { USERNAME: this.email, PASSWORD: secret };
    const input = { ClientId: this.client, AuthFlow: 'USER_PASSWORD_AUTH' as const, AuthParameters };
    return this.cognito.send(new InitiateAuthCommand(input));
  }

  refresh(token: string | undefined) {
    const AuthParameters = { REFRESH_TOKEN: token ?? '' };
    const input = { ClientId: this.client, AuthFlow: 'REFRESH_TOKEN_AUTH' as const, AuthParameters };
    return this.cognito.send(new InitiateAuthCommand(input));
  }

  async state() {
    const user = await this.cognito.send(new AdminGetUserCommand({ UserPoolId: this.pool, Username: this.email }));
    const attributes = (user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]);
    return { status: user.UserStatus, attributes: Object.fromEntries(attributes) as Record<string, string> }; // both are strings
  }
}

/** What a refused step says: AWS's name and message, or `done`. */
export async function refusalOf(step: Promise<unknown>): Promise<string> {
  try {
    await step;
    return 'done';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
