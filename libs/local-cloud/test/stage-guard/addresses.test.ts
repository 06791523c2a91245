import { localAddresses } from '../../src/stage-guard/addresses.ts';

const withFrontDoor = { endpoint: 'http://127.0.0.1:4566', frontDoor: 'http://127.0.0.1:4000' };
const engineAlone = { endpoint: 'http://127.0.0.1:4566', frontDoor: undefined };

describe('addresses that info prints', () => {
  it.each([
    ['httpApi: https://users.execute-api.eu-central-1.amazonaws.com', 'httpApi: http://127.0.0.1:4000'],
    ['http://users.execute-api.localhost:4566', 'http://127.0.0.1:4000'],
    ['https://longhouse-local.auth.eu-central-1.amazoncognito.com', 'http://127.0.0.1:4000'],
    ['wss://live.execute-api.eu-central-1.amazonaws.com/local', 'ws://127.0.0.1:4566/_aws/execute-api/live/local'],
    ['eu-central-1_x', 'eu-central-1_x'],
    ['arn:aws:sns:eu-central-1:000000000000:t', 'arn:aws:sns:eu-central-1:000000000000:t'],
  ])('turns %s into %s where there is a front door', (given, expected) => {
    expect(localAddresses(given, withFrontDoor)).toBe(expected);
  });

  it.each([
    [
      'GET - https://users.execute-api.eu-central-1.amazonaws.com',
      'GET - http://127.0.0.1:4566/_aws/execute-api/users/$default',
    ],
    ['https://old.execute-api.eu-west-1.amazonaws.com/v1', 'http://127.0.0.1:4566/_aws/execute-api/old/v1'],
    ['https://longhouse-local.auth.eu-central-1.amazoncognito.com', 'http://127.0.0.1:4566'],
  ])("turns %s into the engine's %s where there is none", (given, expected) => {
    expect(localAddresses(given, engineAlone)).toBe(expected);
  });
});
