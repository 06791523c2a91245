import { startEngine } from '@libs/local-cloud';
import { testTable } from '@libs/testing';
import { meter } from './capacity/meter.ts';

/** `npm run bench:capacity`: what each operation of users, images and notifications consumes of DynamoDB, on an engine of its own; as a Markdown table a service. */

const services = [
  { service: 'users', indexes: 3, run: async () => (await import('./capacity/users.ts')).usersCapacity },
  { service: 'images', indexes: 3, run: async () => (await import('./capacity/images.ts')).imagesCapacity },
  {
    service: 'notifications',
    indexes: 2,
    run: async () => (await import('./capacity/notifications.ts')).notificationsCapacity,
  },
];

const engine = await startEngine({ running: '' });
try {
  const { endpoint } = engine;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { endpoint, region: 'eu-central-1', credentials };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: client.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
  const { dynamoDB } = await import('@libs/data');
  const { taken } = meter(dynamoDB());
  for (const { service, indexes, run } of services) {
    const table = { indexes, name: `${service}-capacity` };
    const { name } = await testTable({ endpoint, client, unique: (unique) => unique }, table);
    // Read when the repositories are imported, hence before.
    process.env['TABLE_NAME'] = name;
    const rows: string[][] = [['operation', 'calls', 'read units', 'write units'], Array<string>(4).fill('---')];
    await (await run())(async (operation, act) => {
      taken();
      await act();
      const { calls, read, write } = taken();
      rows.push([operation, calls.join(', '), String(read), String(write)]);
    });
    console.log(`\n${service}\n\n${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`);
  }
} finally {
  await engine.stop();
}
