import { htmlToText } from '../../src/front-door/mailbox/html-to-text.ts';

it('gives the words of a mail, without style and script', () => {
  const html =
    '<html><head><title>t</title></head><style>p{}</style><p>Welcome,&nbsp;<b>Ada</b> &amp; all</p><p>Bye<br>now</p>';
  expect(htmlToText(html)).toBe('Welcome, Ada & all\nBye\nnow');
});

it('does not decode twice', () => {
  expect(htmlToText('&amp;lt;b&amp;gt;')).toBe('&lt;b&gt;');
});
