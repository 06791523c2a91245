import { testEngine, testTable } from '@libs/testing';
import { OccurrenceEntity } from '../src/data/entities/occurrence.ts';
import { OwnerEntity } from '../src/data/entities/owner.ts';
import { PositionEntity } from '../src/data/entities/position.ts';
import { RequestEntity } from '../src/data/entities/request.ts';
import { ScheduleEntity } from '../src/data/entities/schedule.ts';
import { WalkedShardEntity } from '../src/data/entities/walked-shard.ts';

const ENTITIES = [OccurrenceEntity, OwnerEntity, PositionEntity, RequestEntity, ScheduleEntity, WalkedShardEntity];

/** Points this test file's entities at a table of its own; `through` gives the endpoint to use, such as a proxy's. */
export function ownTable(through: (endpoint: string) => Promise<string> = async (endpoint) => endpoint): void {
  beforeAll(async () => {
    const engine = await testEngine();
    const { name } = await testTable(engine, { indexes: 2 });
    process.env['AWS_ENDPOINT_URL'] = await through(engine.endpoint);
    process.env['TABLE_NAME'] = name;
    process.env['DUE_SHARDS'] = '4';
    process.env['MAX_SCHEDULES'] = '5';
    for (const entity of ENTITIES) entity.setTableName(name);
  });
}
