/** Text that is HTML already. Only `html` and `raw` make it, so that no other string passes for it. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** As it is to be sent. */
  get text(): string {
    return this.#text;
  }
}

/** What may stand in a template: lists are joined, `undefined` and `false` are nothing, everything but HTML is escaped. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/**
 * A template tag: every value is escaped, for text and for quoted attributes alike (OWASP, XSS prevention, rules 1 and 2), unless it is HTML
 * itself. It is not for the inside of `<script>` or `<style>`, nor for attributes without quotes, and does not tell whether an address is one
 * to be followed: a value in `href` has to be checked by whoever puts it there.
 * @example
 * const items = names.map((name) => html`<li title="${name}">${name}</li>`);
 * html`<ul>${items}</ul>`.text;
 */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: literals }, ...parts.map(render)));
}

/** What the program itself has written, such as a style sheet. Nothing that came from outside belongs here. */
export function raw(text: string): Html {
  return new Html(text);
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return String(part).replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
