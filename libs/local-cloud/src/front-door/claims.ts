/** A service and the first parts of the paths of its routes and of its sockets. */
export interface Claimant {
  name: string;
  paths: readonly string[];
  sockets: readonly string[];
}

/**
 * The first parts of paths, each once: `/images/{id}` and `/images` are `images`. Nothing of `$default` and of a path that begins
 * with a variable: the front door could not tell whose they are.
 */
export function firstParts(paths: readonly string[]): string[] {
  const parts = paths.flatMap((path) => /^\/([^/{]+)(?:\/|$)/.exec(path)?.[1] ?? []);
  return [...new Set(parts)].sort();
}

/** Names of the services that are reached below a first part, by that part. More than one: nobody knows who is meant. */
export function claims(services: readonly Claimant[]): ReadonlyMap<string, readonly string[]> {
  const claimed = new Map<string, string[]>();
  for (const { name, paths, sockets } of services)
    for (const path of [...paths, ...sockets]) claimed.set(path, [...(claimed.get(path) ?? []), name]);
  return claimed;
}
