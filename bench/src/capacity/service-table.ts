import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { parse } from 'yaml';

interface Resources {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: TableProperties }>>;
}

type TableProperties = Pick<CreateTableCommandInput, 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'>;

/** The keys and indexes of a service's table, as its template has them: what an index holds decides what a write costs. */
export function serviceTable(service: string): TableProperties {
  const file = join(import.meta.dirname, `../../../services/${service}/resources/table.yml`);
  const { Resources } = parse(readFileSync(file, 'utf8')) as Resources;
  const table = Object.values(Resources).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  if (!table) throw new Error(`${file} has no table.`);
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = table.Properties;
  return { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes };
}
