import { placeholderTypes } from '../../../src/index.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const stackOf = (type: string, properties: object = {}) => ({
  resources: { Topic: { Type: 'AWS::SNS::Topic' }, Placeholder: { Type: type, Properties: properties } },
});
const nameOf = (type: string) => type.replaceAll('::', '-');

describe('a template with a type that the engine refuses', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it.each(placeholderTypes())(
    'is refused as a whole for %s on the untouched engine: still to be mended',
    async (type) => {
      await expect(deploy(untouched(), stackOf(type), nameOf(type))).rejects.toThrow(
        `Unrecognized resource types: [${type}]`,
      );
    },
  );

  it.each(placeholderTypes())('is deployed and updated for %s when mended', async (type) => {
    const created = await deploy(mended(), stackOf(type), nameOf(type));
    const updated = await deploy(mended(), stackOf(type, { Description: 'another' }), nameOf(type));
    expect([created.status, updated.status]).toEqual(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);
  });
});
