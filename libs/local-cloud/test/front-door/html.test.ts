import { html } from '../../src/front-door/html.ts';

describe('html', () => {
  it('escapes what is put into text and attributes', () => {
    const evil = `"><script>alert('x')</script>&`;
    const { text } = html`<a title="${evil}">${evil}</a>`;
    expect(text).not.toContain('<script');
    expect(text.match(/"/g)).toHaveLength(2);
    expect(text).toContain('&#38;');
  });

  it('takes HTML, lists, numbers and nothing', () => {
    expect(html`${[1, 2].map((n) => html`<i>${n}</i>`)}${undefined}${false}${''}${0}`.text).toBe('<i>1</i><i>2</i>0');
  });
});
