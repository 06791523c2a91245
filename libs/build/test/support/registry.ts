import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporary } from './temporary.ts';

/** A package registry on this machine with one package, `@px/far` 1.0.0, which is for a platform that no machine has. */
export interface Registry {
  url: string;
  /** Of the package's tarball, as lock files have it. */
  integrity: string;
  stop(): void;
}

/** @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
export async function startRegistry(): Promise<Registry> {
  const folder = temporary();
  mkdirSync(join(folder, 'package/lib'), { recursive: true });
  const about = { name: '@px/far', version: '1.0.0', os: ['plan9'], cpu: ['alpha'] };
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify(about));
  writeFileSync(join(folder, 'package/lib/far.node'), 'binary');
  execFileSync('tar', ['-czf', 'far.tgz', 'package'], { cwd: folder });
  const tarball = readFileSync(join(folder, 'far.tgz'));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const server: Server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) return response.end(tarball);
    const version = { ...about, dist: { tarball: `${url}/far.tgz`, integrity } };
    return response.end(
      JSON.stringify({ name: about.name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, integrity, stop: () => server.close() };
}
