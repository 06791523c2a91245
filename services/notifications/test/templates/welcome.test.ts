import { welcome } from '../../src/templates/welcome.ts';

describe('the welcome', () => {
  it('escapes the name in HTML, and leaves it as it is in the text', () => {
    const displayName = `<img src=x onerror="alert('1')"> & co`;
    const { html, text } = welcome({ displayName, handle: 'ada' });
    expect(html).toContain('&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; co');
    expect(html).not.toContain('<img');
    expect(text).toContain(`Welcome, ${displayName}!`);
  });

  it('shows names of all scripts, each in its own direction', () => {
    const { html, text } = welcome({ displayName: 'عايدة 👩‍🚀', handle: 'aida' });
    expect(html).toContain('<span dir="auto">عايدة 👩‍🚀</span>');
    expect(text).toContain('Welcome, عايدة 👩‍🚀!');
  });

  it('is not taken in by a name that looks like a replacement pattern', () => {
    expect(welcome({ displayName: "$& $1 $' ${handle}", handle: 'ada' }).text).toContain("$& $1 $' ${handle}");
  });

  it('has a subject that nobody else can write to', () => {
    expect(welcome({ displayName: 'Ada\r\nBcc: eve@example.com', handle: 'ada' }).subject).toBe('Welcome to Longhouse');
  });
});
