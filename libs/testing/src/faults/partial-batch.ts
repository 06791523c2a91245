import { randomUUID } from 'node:crypto';
import type { Answer, Exchange, Fault } from './fault.ts';
import { partlyPublished } from './partly-published.ts';
import { refusal } from './refuse.ts';

/** Which entries of a batch fail: by position or by what is in them. */
export type Chosen = (entry: Record<string, unknown>, index: number) => boolean;

/** A call of another form than the fault is for: the test chose the wrong operation. */
export class NotABatch extends Error {
  override readonly name = 'NotABatch';
  constructor(operation: string, expected: string) {
    super(`${operation} is not ${expected}: inject this fault for such an operation.`);
  }
}

/**
 * Some entries of a batch fail, the others are delivered, the answer is 200: EventBridge's PutEvents (`FailedEntryCount`), SQS's
 * SendMessageBatch, DeleteMessageBatch and ChangeMessageVisibilityBatch, and SNS's PublishBatch (`Failed`).
 * @param senderFault of SQS and SNS: the entry is wrong, and would be refused again
 */
export const failEntries = (chosen: Chosen, code = 'ThrottlingException', senderFault = false): Fault => ({
  name: 'failEntries',
  meet: async (exchange) => {
    const { operation, input } = exchange.call;
    const member = operation === 'SNS.PublishBatch' ? 'PublishBatchRequestEntries' : 'Entries';
    const entries = isRecord(input) ? input[member] : undefined;
    if (!isRecord(input) || !isList(entries)) throw new NotABatch(operation, `a batch with ${member}`);
    const failed = entries.map(chosen);
    const kept = entries.filter((_, index) => !failed[index]);
    const outcome = await deliver(exchange, { ...input, [member]: kept }, kept.length);
    if (outcome.status !== 200) return exchange.answer(outcome);
    const left = entries.filter((_, index) => failed[index]).map(({ Id }) => String(Id));
    if (operation === 'SNS.PublishBatch') return exchange.answer(partlyPublished(outcome, left, { code, senderFault }));
    const done = json(outcome);

    if (operation === 'EventBridge.PutEvents') {
      const results = isList(done['Entries']) ? [...done['Entries']] : [];
      const failure = () => ({ ErrorCode: code, ErrorMessage: 'Rate exceeded' });
      const Entries = failed.map((isFailed) => (isFailed ? failure() : (results.shift() ?? { EventId: randomUUID() })));
      return exchange.answer(withBody(outcome, { FailedEntryCount: failed.filter(Boolean).length, Entries }));
    }
    const Failed = left.map((Id) => ({ Id, Code: code, SenderFault: senderFault, Message: 'Rate exceeded' }));
    return exchange.answer(withBody(outcome, { Successful: [], ...done, Failed }));
  },
});

/** DynamoDB does part of a BatchWriteItem or BatchGetItem and hands the rest back: `UnprocessedItems`, `UnprocessedKeys`. */
export const unprocessed = (chosen: Chosen): Fault => ({
  name: 'unprocessed',
  meet: async (exchange) => {
    const { operation, input } = exchange.call;
    const tables = isRecord(input) ? input['RequestItems'] : undefined;
    if (!isRecord(input) || !isRecord(tables)) throw new NotABatch(operation, 'BatchWriteItem or BatchGetItem');
    const [kept, left] = [false, true].map((isLeft) =>
      selected(tables, (entry, index) => chosen(entry, index) === isLeft),
    );
    const outcome = await deliver(exchange, { ...input, RequestItems: kept }, Object.keys(kept ?? {}).length);
    if (outcome.status !== 200) return exchange.answer(outcome);
    const done = json(outcome);
    const answer =
      operation === 'DynamoDB.BatchGetItem'
        ? { Responses: {}, ...done, UnprocessedKeys: left }
        : { ...done, UnprocessedItems: left };
    return exchange.answer(withBody(outcome, answer));
  },
});

/** Another transaction holds an item: TransactionCanceledException with its reasons, or TransactionConflictException for a single write. */
export const transactionConflict = (chosen: Chosen = () => true): Fault => ({
  name: 'transactionConflict',
  meet: ({ call: { operation, input }, answer }) => {
    const actions = isRecord(input) ? input['TransactItems'] : undefined;
    if (!isList(actions))
      return answer(refusal(operation, 'TransactionConflictException', 400, 'Transaction is ongoing for the item'));
    const CancellationReasons = actions.map((action, index) =>
      chosen(action, index)
        ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
        : { Code: 'None' },
    );
    const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
    // DynamoDB writes this one error's message with a capital M.
    return answer(
      refusal(operation, 'TransactionCanceledException', 400, message, { Message: message, CancellationReasons }),
    );
  },
});

/** The tables' entries for which it holds, in the form of RequestItems: lists of writes, or `{ Keys }` to read. */
const selected = (tables: Record<string, unknown>, holds: Chosen): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([table, request]) => {
      const keys = isRecord(request) ? request['Keys'] : undefined;
      const entries = (isList(request) ? request : isList(keys) ? keys : []).filter(holds);
      if (entries.length === 0) return [];
      return [[table, isRecord(request) ? { ...request, Keys: entries } : entries]];
    }),
  );

/** Nothing is sent for an empty batch, which every service refuses. */
const deliver = async (exchange: Exchange, input: unknown, count: number): Promise<Answer> =>
  count > 0
    ? exchange.forward(input)
    : { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from('{}') };

const withBody = (answer: Answer, body: unknown): Answer => ({ ...answer, body: Buffer.from(JSON.stringify(body)) });

const json = ({ body }: Answer): Record<string, unknown> => {
  const value: unknown = JSON.parse(body.toString('utf8'));
  return isRecord(value) ? value : {};
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is Record<string, unknown>[] => Array.isArray(value) && value.every(isRecord);
