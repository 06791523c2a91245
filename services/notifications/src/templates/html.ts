const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template tag: every value is escaped, for text and for quoted attributes alike (OWASP, XSS prevention, rules 1 and 2).
 * @example html`<p title="${name}">Welcome, ${name}</p>`
 */
export function html(literals: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: literals }, ...values.map(escape));
}

function escape(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
