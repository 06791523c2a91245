import { logLines } from '../support/log-lines.ts';
import { Person, password, refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';
import { until } from '../../support/until.ts';
import { askTokens, logInOnPage, userPool } from '../support/user-pool.ts';

/** Refuses the trigger that the person's nickname names, and writes every event down. */
const code = `exports.handler = async (event) => {
  console.log('trigger ' + JSON.stringify(event));
  if (event.request.userAttributes.nickname === event.triggerSource) throw new Error('refused by ' + event.triggerSource);
  return event;
};`;
const refused = (trigger: string, source: string) =>
  `UserLambdaValidationException: ${trigger} failed with error refused by ${trigger}_${source}.`;

let count = 0;
const newEmail = () => `person${(count += 1)}@example.com`;

describe("Cognito's triggers", () => {
  describe('on the untouched engine: still to be mended', () => {
    const engine = untouchedEngine();
    let stack: Record<string, string>;
    beforeAll(async () => {
      stack = (await deploy(engine(), userPool(code))).outputs;
    });
    const signedUp = async (nickname: string) => {
      const person = new Person(engine(), stack, newEmail());
      await person.signUp(nickname);
      return person;
    };

    it.each(['confirm', 'beConfirmed'] as const)('does not fire PostConfirmation at %s', async (step) => {
      const person = await signedUp('PostConfirmation_ConfirmSignUp');
      expect(await refusalOf(person[step]())).toBe('done');
    });

    it('does not fire PostConfirmation when a password is set again', async () => {
      const person = await signedUp('PostConfirmation_ConfirmForgotPassword');
      await person.confirm();
      expect(await refusalOf(person.resetPassword())).toBe('done');
    });

    it.each(['PreAuthentication', 'PostAuthentication'])('does not fire %s', async (trigger) => {
      const person = await signedUp(`${trigger}_Authentication`);
      await person.confirm();
      const page = await logInOnPage(engine(), stack.Client ?? '', person.email, password);
      expect(await refusalOf(person.logIn())).toBe('done');
      expect(page.location).toContain('code=');
    });
  });

  describe('when mended', () => {
    const engine = runningEngine();
    let stack: Record<string, string>;
    beforeAll(async () => {
      stack = (await deploy(engine(), userPool(code))).outputs;
    });
    const signedUp = async (nickname: string) => {
      const person = new Person(engine(), stack, newEmail());
      await person.signUp(nickname);
      return person;
    };

    it.each(['confirm', 'beConfirmed'] as const)(
      'refuses %s with what PostConfirmation threw, and the person is confirmed all the same',
      async (step) => {
        const person = await signedUp('PostConfirmation_ConfirmSignUp');
        expect(await refusalOf(person[step]())).toBe(refused('PostConfirmation', 'ConfirmSignUp'));
        expect((await person.state()).status).toBe('CONFIRMED');
      },
    );

    it('fires PostConfirmation when a password is set again', async () => {
      const person = await signedUp('PostConfirmation_ConfirmForgotPassword');
      await person.confirm();
      expect(await refusalOf(person.resetPassword())).toBe(refused('PostConfirmation', 'ConfirmForgotPassword'));
    });

    it('asks PreAuthentication before it looks at the password', async () => {
      const person = await signedUp('PreAuthentication_Authentication');
      await person.confirm();
      expect(await refusalOf(person.logIn('wrong'))).toBe(refused('PreAuthentication', 'Authentication'));
    });

    it('gives no tokens when PostAuthentication throws, and does not ask it about a wrong password', async () => {
      const person = await signedUp('PostAuthentication_Authentication');
      await person.confirm();
      expect(await refusalOf(person.logIn())).toBe(refused('PostAuthentication', 'Authentication'));
      expect(await refusalOf(person.logIn('wrong'))).toMatch(/^NotAuthorizedException/);
    });

    it.each(['PreAuthentication', 'PostAuthentication'])(
      'shows what %s threw on the log-in page, and gives no code',
      async (trigger) => {
        const person = await signedUp(`${trigger}_Authentication`);
        await person.confirm();
        const { location, page } = await logInOnPage(engine(), stack.Client ?? '', person.email, password);
        expect(location).toBe('');
        expect(page).toContain(`${trigger} failed with error refused by ${trigger}_Authentication.`);
      },
    );

    it('refuses when the policy of the function does not let Cognito invoke it', async () => {
      const { outputs } = await deploy(engine(), userPool(code, { permitted: false }), 'forbidden');
      const person = new Person(engine(), outputs, newEmail());
      await person.signUp('nobody');
      expect(await refusalOf(person.confirm())).toBe(
        'UnexpectedLambdaException: PostConfirmation invocation failed due to error AccessDeniedException.',
      );
    });

    it('fires each trigger once, in order, with what AWS puts into the event', async () => {
      // Prepare
      const person = await signedUp('nobody');
      // Act: confirm, log in, refresh, log in on the page, take the code
      await person.confirm();
      const { AuthenticationResult } = await person.logIn();
      await person.refresh(AuthenticationResult?.RefreshToken);
      const { location } = await logInOnPage(engine(), stack.Client ?? '', person.email, password);
      await askTokens(engine(), stack.Client ?? '', { code: new URL(location).searchParams.get('code') ?? '' });
      // Assess
      const events = await until('five events of this person are logged', async () => {
        const found = await triggerEvents(engine(), person.email);
        return found.length >= 5 && found;
      });
      const authentication = ['PreAuthentication_Authentication', 'PostAuthentication_Authentication'];
      expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
        'PostConfirmation_ConfirmSignUp',
        ...authentication,
        ...authentication,
      ]);
      expect(events[0]).toMatchObject({
        version: '1',
        region: 'eu-central-1',
        userPoolId: stack.Pool,
        callerContext: { clientId: stack.Client },
        request: {
          userAttributes: {
            email: person.email,
            email_verified: 'true',
            'cognito:user_status': 'CONFIRMED',
            sub: (await person.state()).attributes.sub,
          },
        },
        response: {},
      });
    });
  });
});

interface TriggerEvent {
  triggerSource: string;
  request: { userAttributes: { email: string } };
}

async function triggerEvents(engine: { endpoint: string }, email: string): Promise<TriggerEvent[]> {
  return (await logLines(engine, 'trigger'))
    .map((line) => /trigger (\{.*\})/.exec(line)?.[1])
    .filter((text) => text !== undefined)
    .map((text) => JSON.parse(text) as TriggerEvent) // written by the function above
    .filter(({ request }) => request.userAttributes.email === email);
}
