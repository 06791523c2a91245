import { Person } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';
import { userPool } from '../support/user-pool.ts';

const code = 'exports.handler = async (event) => event;';

async function verifiedAfter(engine: { endpoint: string }, step: 'confirm' | 'beConfirmed') {
  const { outputs } = await deploy(engine, userPool(code), step);
  const person = new Person(engine, outputs, 'ada@example.com');
  await person.signUp('Ada');
  await person[step]();
  return (await person.state()).attributes.email_verified;
}

describe('the address of a person who confirmed it', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is not verified on the untouched engine: still to be mended', async () => {
    expect(await verifiedAfter(untouched(), 'confirm')).toBeUndefined();
  });

  it('is verified when mended', async () => {
    expect(await verifiedAfter(mended(), 'confirm')).toBe('true');
  });

  it('is not verified by an administrator who confirms the person', async () => {
    expect(await verifiedAfter(mended(), 'beConfirmed')).toBeUndefined();
  });
});
