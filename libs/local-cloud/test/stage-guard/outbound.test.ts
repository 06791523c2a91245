import { isAws, refuseAws } from '../../src/stage-guard/outbound.ts';

it.each([
  'dynamodb.eu-central-1.amazonaws.com',
  'S3.CN-NORTH-1.AMAZONAWS.COM.CN',
  'sts.amazonaws.com',
  's3.dualstack.eu-central-1.api.aws',
  'abc.lambda-url.eu-central-1.on.aws',
  'longhouse.auth.eu-central-1.amazoncognito.com',
  '169.254.169.254',
  'fd00:ec2::254',
])('takes %s for AWS', (host) => {
  expect(isAws(host)).toBe(true);
});

it.each(['127.0.0.1', 'localhost', 'example.com', 'amazonaws.com.example.org', 'notamazonaws.com', ''])(
  'does not take %j for AWS',
  (host) => {
    expect(isAws(host)).toBe(false);
  },
);

describe('a socket', () => {
  const connected: unknown[][] = [];
  const socket = { connect: (...args: unknown[]) => void connected.push(args) };
  refuseAws(socket);

  it.each([
    [[{ host: 'sts.amazonaws.com', port: 443 }]],
    [[443, 'sts.amazonaws.com']],
    [[[{ host: 'sts.amazonaws.com', port: 443 }, null]]], // as net.connect calls it
  ])('refuses to connect by %j', (args) => {
    expect(() => socket.connect(...args)).toThrow('Stage local may not reach sts.amazonaws.com');
    expect(connected).toEqual([]);
  });

  it('connects elsewhere as before', () => {
    socket.connect({ host: '127.0.0.1', port: 4566 });
    socket.connect({ path: '/run/socket' });
    expect(connected).toEqual([[{ host: '127.0.0.1', port: 4566 }], [{ path: '/run/socket' }]]);
  });
});
