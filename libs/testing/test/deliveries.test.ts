import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import {
  concurrently,
  crashAfter,
  FaultNeverMet,
  faultyProxy,
  late,
  orders,
  redelivered,
  sqsEvent,
  streamEvent,
  testEngine,
  testTable,
  twice,
} from '../src/index.ts';

describe('orders', () => {
  it('gives every order of a few events, the natural one first', () => {
    const found = orders(['a', 'b', 'c']);
    expect(found[0]).toEqual(['a', 'b', 'c']);
    expect(new Set(found.map((order) => order.join(''))).size).toBe(6);
  });

  it('gives the same sample for the same seed and another for another', () => {
    const many = Array.from({ length: 12 }, (_, index) => index);
    expect(orders(many, { count: 8, seed: 7 })).toEqual(orders(many, { count: 8, seed: 7 }));
    expect(orders(many, { count: 8, seed: 7 })).not.toEqual(orders(many, { count: 8, seed: 8 }));
    for (const order of orders(many, { count: 8 })) expect(order.toSorted((a, b) => a - b)).toEqual(many);
  });

  it('keeps events that are equal, and gives one order of none', () => {
    expect(orders(['a', 'a'])).toEqual([
      ['a', 'a'],
      ['a', 'a'],
    ]);
    expect(orders([])).toEqual([[]]);
  });

  it('holds one back to the end', () => {
    expect(late(['a', 'b', 'c'], 0)).toEqual(['b', 'c', 'a']);
  });
});

describe('deliveries of the same event', () => {
  const event = sqsEvent({ n: 1 });

  it('counts the tries of a message and leaves the first event alone', () => {
    expect(redelivered(event).Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
    expect(event.Records[0]?.attributes.ApproximateReceiveCount).toBe('1');
  });

  it('repeats a stream record as it was', () => {
    const record = streamEvent([{ after: { pk: 'a', sk: 'b' } }]);
    expect(redelivered(record)).toEqual(record);
  });

  it('delivers a second time though the first failed', async () => {
    const seen: string[] = [];
    const outcomes = await twice(async ({ Records }: SQSEvent) => {
      seen.push(Records[0]?.attributes.ApproximateReceiveCount ?? '');
      if (seen.length === 1) throw new Error('first');
      return 'done';
    }, event);
    expect(seen).toEqual(['1', '2']);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: new Error('first') },
      { status: 'fulfilled', value: 'done' },
    ]);
  });

  it('runs concurrent deliveries at the same time', async () => {
    let running = 0;
    let most = 0;
    let all: () => void = () => {};
    const together = new Promise<void>((resolve) => {
      all = resolve;
    });
    await concurrently(
      async () => {
        running += 1;
        most = Math.max(most, running);
        if (running === 3) all();
        await together;
      },
      event,
      3,
    );
    expect(most).toBe(3);
  });
});

describe('a crash between effect and acknowledgement', () => {
  /** The effect is a counter; the note that it was done comes after it, which is the mistake that the driver must show. */
  const careless = (client: DynamoDBClient, TableName: string) => async (event: SQSEvent) => {
    for (const { messageId, attributes } of event.Records) {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: 'effect' }, sk: { S: messageId } },
          UpdateExpression: 'ADD amount :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
      await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'done' }, sk: { S: messageId } } }));
      return attributes.ApproximateReceiveCount;
    }
    return undefined;
  };

  it('does the effect, loses all that follows, and delivers again', async () => {
    // Prepare
    const engine = await testEngine();
    const { name, client } = await testTable(engine);
    await using proxy = await faultyProxy(engine.endpoint);
    const through = new DynamoDBClient({ ...engine.client, endpoint: proxy.endpoint });
    const event = sqsEvent({ n: 1 });
    // Act
    const result = await crashAfter(proxy, 'DynamoDB.UpdateItem', careless(through, name), event);
    // Assess
    expect(result).toBe('2');
    expect(proxy.calls.filter(({ delivered }) => delivered).map(({ operation }) => operation)).toEqual([
      'DynamoDB.UpdateItem',
      'DynamoDB.UpdateItem',
      'DynamoDB.PutItem',
    ]);
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: { pk: { S: 'effect' }, sk: { S: event.Records[0]?.messageId ?? '' } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes?.['amount']).toEqual({ N: '2' });
  }, 120_000);

  it('says so when the effect never came', async () => {
    const engine = await testEngine();
    await using proxy = await faultyProxy(engine.endpoint);
    const { name } = await testTable(engine);
    const through = new DynamoDBClient({ ...engine.client, endpoint: proxy.endpoint });
    const run = crashAfter(proxy, 'SESv2.SendEmail', careless(through, name), sqsEvent({}));
    await expect(run).rejects.toThrow(FaultNeverMet);
  }, 120_000);
});
