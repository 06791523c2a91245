/** A workspace of this repository, or what of it decides what a change touches. */
export interface Part {
  /** `@services/users` */
  readonly name: string;
  /** `services/users` */
  readonly folder: string;
  /** Names of the workspaces that it is built from or deployed after. */
  readonly needs: readonly string[];
}

/** Files that never reach AWS: a change of theirs deploys nothing. */
const neverShipped = [
  /\.md$/,
  /^(docs|e2e|bench|\.github|\.ci)\//,
  /^(libs|services)\/[^/]+\/(test|events)\//,
  /^(LICENSE|CODEOWNERS|\.gitignore|\.oxlintrc\.json|biome\.json|knip\.json|jest\.config\.ts|\.dependency-cruiser\.cjs)$/,
];

/**
 * Which of the parts a change touches: those whose files it changes, and all that need one of these, however indirectly. A file that is
 * shipped and belongs to no part (package-lock.json, tsconfig.base.json) touches all.
 * @param changed paths from the repository's root, as `git diff --name-only` prints them
 * @returns names in the order of `parts`
 */
export function affected(changed: readonly string[], parts: readonly Part[]): string[] {
  const shipped = changed.filter((file) => !neverShipped.some((pattern) => pattern.test(file)));
  const owners = shipped.map((file) => parts.find(({ folder }) => file.startsWith(`${folder}/`)));
  if (owners.includes(undefined)) return parts.map(({ name }) => name);
  const touched = new Set(owners.flatMap((part) => (part ? [part.name] : [])));
  for (let before = -1; before < touched.size; ) {
    before = touched.size;
    for (const { name, needs } of parts) if (needs.some((need) => touched.has(need))) touched.add(name);
  }
  return parts.map(({ name }) => name).filter((name) => touched.has(name));
}
