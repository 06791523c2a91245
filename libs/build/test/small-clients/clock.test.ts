import { once } from 'node:events';
import { createServer } from 'node:http';
import * as whole from '@aws-sdk/client-dynamodb';
import * as standIn from '../../src/stand-ins/dynamodb/client-dynamodb.ts';

// Typed by the package that it stands for, as in a bundle.
const small = standIn as unknown as typeof whole;

/** A service whose clock is an hour ahead, and which takes nothing that is more than five minutes old. */
async function ahead() {
  const times: string[] = [];
  const server = createServer((request, response) => {
    const now = Date.now() + 3_600_000;
    const time = String(request.headers['x-amz-date']);
    times.push(time);
    const sent = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    const fresh = Math.abs(now - sent) < 300_000;
    response.writeHead(fresh ? 200 : 400, {
      'content-type': 'application/x-amz-json-1.0',
      date: new Date(now).toUTCString(),
    });
    response.end(fresh ? '{}' : '{"__type":"InvalidSignatureException","message":"Signature expired"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    times,
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe.each([
  ['the SDK', whole],
  ['the small client', small],
])('%s', (_, sdk) => {
  it('sets its clock by that of the service, and keeps it', async () => {
    // Prepare
    await using service = await ahead();
    const client = new sdk.DynamoDBClient({ endpoint: service.endpoint });
    const get = new sdk.GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } });
    // Act
    const first = await client.send(get);
    const second = await client.send(get);
    // Assess
    expect([first.$metadata.attempts, second.$metadata.attempts]).toEqual([2, 1]);
    expect(service.times).toHaveLength(3);
  });
});
