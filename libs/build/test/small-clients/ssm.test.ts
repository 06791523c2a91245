import * as parameters from '@aws-sdk/client-ssm';
import { testEngine } from '@libs/testing';
import * as smallParameters from '../../src/stand-ins/ssm/client-ssm.ts';

// Typed by the package that it stands for, as in a bundle.
const SDKS: [string, typeof parameters][] = [
  ['the SDK', parameters],
  ['the small client', smallParameters as unknown as typeof parameters],
];

describe.each(SDKS)('GetParameter by %s', (_, sdk) => {
  it('gives the value of an encrypted parameter, and since when it is that', async () => {
    // Prepare
    const engine = await testEngine();
    const Name = `/longhouse/${engine.unique('key')}`;
    const Value = '-----BEGIN X-----\ngrößer 👩‍🚀';
    await new parameters.SSMClient(engine.client).send(
      new parameters.PutParameterCommand({ Name, Value, Type: 'SecureString' }),
    );
    // Act
    const client = new sdk.SSMClient(engine.client);
    const { Parameter, $metadata } = await client.send(new sdk.GetParameterCommand({ Name, WithDecryption: true }));
    // Assess
    expect(Parameter).toMatchObject({ Name, Type: 'SecureString', Value, Version: 1 });
    expect(Math.abs(Date.now() - (Parameter?.LastModifiedDate?.getTime() ?? 0))).toBeLessThan(60_000);
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
  });

  it('throws the error of a parameter that is not there', async () => {
    const engine = await testEngine();
    const client = new sdk.SSMClient(engine.client);
    const got = client.send(new sdk.GetParameterCommand({ Name: `/longhouse/${engine.unique('none')}` }));
    await expect(got).rejects.toMatchObject({ name: 'ParameterNotFound', $fault: 'client' });
    await expect(got).rejects.toBeInstanceOf(sdk.ParameterNotFound);
  });
});
