/** Text that is HTML already. Only `html` and `raw` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | false;

/**
 * A template tag: every value is escaped, for text and for quoted attributes alike (OWASP, XSS prevention, rules 1 and 2), unless it is HTML
 * itself; `false` is nothing.
 * @example html`<p title="${name}">Welcome, ${name}</p>`
 */
export function html(literals: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(String.raw({ raw: literals }, ...values.map(render)));
}

/** What this service itself has written, such as a style sheet. */
export function raw(text: string): Html {
  return new Html(text);
}

function render(value: Part): string {
  if (value === false) return '';
  if (value instanceof Html) return value.text;
  return String(value).replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
