import { BadRequest } from '@libs/contracts/errors';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Entity, EntityItem } from 'electrodb';

/** What is needed of an ElectroDB entity to read its items. */
interface Readable<Item> {
  readonly schema: { readonly model: { readonly entity: string } };
  parse(item: { Item: Record<string, unknown> }): { data: Item | null };
}

// Inferred from `parse` the item of some entities is `never`: it is overloaded and generic.
type ItemOf<E> = E extends Entity<infer A, infer F, infer C, infer S> ? EntityItem<Entity<A, F, C, S>> : never;

/** What happened to one item, as the stream of its table tells it. */
export type Change<Entities extends Record<string, unknown> = Record<string, Readable<unknown>>> = {
  [Name in keyof Entities & string]: ChangeOf<Name, ItemOf<Entities[Name]>>;
}[keyof Entities & string];

type ChangeOf<Name extends string, Item> = ChangeBase<Name> &
  (
    | { readonly kind: 'created'; readonly before?: never; readonly after: Item }
    | { readonly kind: 'changed'; readonly before: Item; readonly after: Item }
    | { readonly kind: 'removed'; readonly before: Item; readonly after?: never }
  );

export interface ChangeBase<Name extends string> {
  readonly entity: Name;
  /** Of the stream record: the same however often it is read. */
  readonly id: string;
  readonly at: Date;
  readonly correlationId: string;
  /** `profile created`, for the log. */
  readonly operation: string;
  /** Removed by time to live, and not by us. */
  readonly expired: boolean;
}

const KINDS = { INSERT: 'created', MODIFY: 'changed', REMOVE: 'removed' } as const;

/**
 * Reads the records of a table's stream (NEW_AND_OLD_IMAGES) as changes of the entities given, by the names that they have here.
 * Items of other entities are passed over.
 * @throws BadRequest for a record that cannot be read: it goes to the dead-letter queue
 */
export function changesOf<const Entities extends Record<string, unknown>>(
  entities: Entities,
): (record: DynamoDBRecord) => Change<Entities> | undefined {
  const byName = new Map(
    Object.entries(entities as Record<string, Readable<unknown>>).map(([name, entity]) => [
      entity.schema.model.entity,
      { name, entity },
    ]),
  );
  return function readChange(record) {
    const { eventID: id, eventName, dynamodb: { OldImage, NewImage, ApproximateCreationDateTime } = {} } = record;
    const image = NewImage ?? OldImage;
    if (id === undefined || eventName === undefined || image === undefined) {
      throw new BadRequest('unreadable-record', 'The stream record has no id or no image');
    }
    const known = byName.get(image['__edb_e__']?.S ?? '');
    if (!known) return undefined;
    const kind = KINDS[eventName];
    const change = {
      id,
      entity: known.name,
      kind,
      operation: `${known.name} ${kind}`,
      at: new Date((ApproximateCreationDateTime ?? Date.now() / 1000) * 1000),
      correlationId: image['correlationId']?.S ?? id,
      expired: (record.userIdentity as { principalId?: string } | undefined)?.principalId === 'dynamodb.amazonaws.com',
      ...(OldImage ? { before: read(known.entity, OldImage) } : {}),
      ...(NewImage ? { after: read(known.entity, NewImage) } : {}),
    };
    // Which images there are follows from the kind of the record, which the compiler cannot see.
    return change as unknown as Change<Entities>;
  };
}

function read(entity: Readable<unknown>, image: Record<string, unknown>): unknown {
  const { data } = entity.parse({ Item: unmarshall(image as Record<string, AttributeValue>) });
  if (data === null) throw new BadRequest('unreadable-record', 'The image is not of its entity');
  return data;
}
