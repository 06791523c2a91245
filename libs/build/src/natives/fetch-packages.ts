import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LockedPackage } from './closure.ts';
import { nameOf, type Platform } from './platform.ts';

/** Packages for another platform are not on this machine, and could not be fetched. */
export class NativesMissing extends Error {
  override name = 'NativesMissing';
}

/** What of npm's configuration, which it hands to scripts in the environment, is about where packages come from. */
const kept =
  /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy|noproxy|ca|cafile|strict_ssl|prefer_offline)$/i;

/**
 * Installs packages that are made for another platform into a folder of their own: by `npm ci` with their entries of our own lock file,
 * so that npm takes them from its cache or the configured registry, and checks them against the lock's `integrity`.
 * @param folder empty; gets `node_modules`
 * @param packages by their names
 * @throws NativesMissing
 */
export async function fetchPackages(
  folder: string,
  packages: Readonly<Record<string, LockedPackage>>,
  platform: Platform,
  root: string,
): Promise<void> {
  const versions = Object.fromEntries(Object.entries(packages).map(([name, { version = '' }]) => [name, version]));
  const about = { name: basename(folder), private: true, dependencies: versions };
  // None is optional here, since npm skips in silence what is optional and cannot be had; nor bound to a platform, since `npm ci --cpu`
  // still refuses what is not for this machine.
  const entries = Object.entries(packages).map(
    ([name, { version, integrity }]) => [`node_modules/${name}`, { version, integrity }] as const,
  );
  const lock = {
    name: about.name,
    lockfileVersion: 3,
    requires: true,
    packages: { '': about, ...Object.fromEntries<object>(entries) },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  if (existsSync(join(root, '.npmrc'))) copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'));
  const said = await npm(folder, [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    // Without a network it is known after 5 s, not after 70.
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=4000',
  ]);
  if (said === undefined) return;
  const names = Object.keys(packages).join(', ');
  throw new NativesMissing(
    `${names} for ${nameOf(platform)} could not be fetched. Run \`npm run natives\` once with the network on. npm said:\n${said}`,
  );
}

/** @returns what it said when it failed */
async function npm(folder: string, args: readonly string[]): Promise<string | undefined> {
  const { npm_execpath: script } = process.env; // set in npm's own scripts
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const environment = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name));
  const child = spawn(command, [...first, ...args], {
    cwd: folder,
    env: Object.fromEntries(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : said.trim()));
  });
}
