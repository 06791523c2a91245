import { BadRequest } from '@libs/contracts/errors';
import { log } from '@libs/observability';
import { parseJson } from './json.ts';

/** An object that has come into a bucket. */
export interface CreatedObject {
  readonly bucket: string;
  /** Decoded: notifications carry it as a form field, `a+b%2Fc`. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Where the bucket keeps versions. */
  readonly versionId?: string;
  /** Hexadecimal; of two notifications of one key the one with the greater number is the later, when the shorter one is filled with zeros on the left. */
  readonly sequencer: string;
}

/** S3's bounds: bucket names of 63 characters, keys of 1,024 bytes (three times as much when encoded), version ids of 1,024 bytes. */
const LONGEST = { bucket: 63, key: 3 * 1024, versionId: 1024, sequencer: 64 };

/**
 * The objects that a message of a queue tells of, none when it tells of something else (a deletion, the test that S3 sends when notifications are
 * set up). The message is S3's own notification, by SNS with raw delivery or without, or straight from S3.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @throws BadRequest `malformed-json` or `unreadable-notification`
 */
export function createdObjects(body: string): CreatedObject[] {
  const notification = unwrapped(parseJson(body));
  if (field(notification, 'Event') === 's3:TestEvent') {
    log.debug('dropped the test event of S3');
    return [];
  }
  const records = field(notification, 'Records');
  if (!Array.isArray(records) || records.length === 0) throw unreadable();
  return records.flatMap((record: unknown) => createdObject(record) ?? []);
}

/** What SNS has put into its envelope, when it has. */
function unwrapped(message: unknown): unknown {
  const inner = field(message, 'Type') === 'Notification' ? field(message, 'Message') : undefined;
  return typeof inner === 'string' ? parseJson(inner) : message;
}

function createdObject(record: unknown): CreatedObject | undefined {
  const name = field(record, 'eventName');
  if (field(record, 'eventSource') !== 'aws:s3' || typeof name !== 'string') throw unreadable();
  if (!name.startsWith('ObjectCreated:')) {
    log.debug('dropped a notification that is of no new object', { event_name: name.slice(0, 100) });
    return undefined;
  }
  const s3 = field(record, 's3');
  const object = field(s3, 'object');
  const size = field(object, 'size');
  if (!Number.isSafeInteger(size) || (size as number) < 0) throw unreadable();
  const versionId = field(object, 'versionId');
  return {
    bucket: text(field(field(s3, 'bucket'), 'name'), LONGEST.bucket),
    key: decoded(text(field(object, 'key'), LONGEST.key)),
    size: size as number,
    ...(versionId === undefined ? {} : { versionId: text(versionId, LONGEST.versionId) }),
    sequencer: text(field(object, 'sequencer'), LONGEST.sequencer),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value === '' || value.length > longest) throw unreadable();
  return value;
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    throw unreadable();
  }
}

function unreadable(): BadRequest {
  return new BadRequest('unreadable-notification', 'The message is no notification of S3');
}
