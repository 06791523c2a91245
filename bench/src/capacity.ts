import { measureCapacity } from './capacity/on-engine.ts';
import { table } from './table.ts';

/** `npm run bench:capacity`: what each operation of the services consumes of DynamoDB, on an engine of its own; as a Markdown table a service. */
const measured = await measureCapacity({
  users: async () => (await import('./capacity/users.ts')).usersCapacity,
  images: async () => (await import('./capacity/images.ts')).imagesCapacity,
  notifications: async () => (await import('./capacity/notifications.ts')).notificationsCapacity,
  scheduler: async () => (await import('./capacity/scheduler.ts')).schedulerCapacity,
});
for (const [service, operations] of measured) {
  const rows = operations.map(({ operation, calls, read, write, writes }) => [
    operation,
    told(calls),
    String(read),
    String(write),
    [...writes].map(([place, units]) => `${place} ${units}`).join(', '),
  ]);
  console.log(`\n${service}\n\n${table(['operation', 'calls', 'read units', 'write units', 'of them'], rows)}`);
}

/** `GetItem, 8 Query` */
function told(calls: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return [...counts].map(([call, count]) => (count === 1 ? call : `${count} ${call}`)).join(', ');
}
