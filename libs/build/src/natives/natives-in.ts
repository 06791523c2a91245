/**
 * Which packages a bundle takes from beside it, of those that are left out of bundles: esbuild writes their imports as
 * `require("sharp")` and `import("sharp")`.
 */
export function nativesIn(bundle: string, natives: readonly string[]): string[] {
  return natives.filter((name) => new RegExp(`\\b(require|import)\\("${name}[/"]`).test(bundle));
}
