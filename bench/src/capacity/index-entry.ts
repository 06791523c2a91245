import { itemSize } from './item-size.ts';
import { serviceTable } from './service-table.ts';

/** Bytes of what an index of a service's table holds of an item: its keys, the table's, and the attributes that its template names. */
export function indexEntrySize(service: string, indexName: string, item: object): number {
  const { KeySchema = [], GlobalSecondaryIndexes = [] } = serviceTable(service);
  const index = GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === indexName);
  if (!index) throw new Error(`The table of ${service} has no ${indexName}.`);
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection ?? {};
  const keys = [...KeySchema, ...(index.KeySchema ?? [])].map(({ AttributeName = '' }) => AttributeName);
  const held = new Set([...keys, ...NonKeyAttributes]);
  return itemSize(
    Object.fromEntries(Object.entries(item).filter(([name]) => ProjectionType === 'ALL' || held.has(name))),
  );
}
