import { readFileSync } from 'node:fs';
import { Unacceptable } from '../../src/domain/unacceptable.ts';
import { render } from '../../src/pixels/render.ts';

/** Runs in a process of its own: `peak-memory <file>` renders, and tells as JSON how it ended and how much memory (resident set, MB) that took on top of the start. */
const bytes = readFileSync(process.argv[2] ?? '');
const before = process.resourceUsage().maxRSS;
const end = await render(bytes, { avif: false }, async () => {}).then(
  () => 'rendered',
  (error: unknown) => (error instanceof Unacceptable ? error.code : String(error)),
);
process.stdout.write(JSON.stringify({ end, grown: (process.resourceUsage().maxRSS - before) / 1024 }));
