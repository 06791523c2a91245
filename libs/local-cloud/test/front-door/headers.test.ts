import { headersOf } from '../../src/front-door/mailbox/headers.ts';

describe('the headers of a mail', () => {
  it('are those before the first empty line, unfolded, in their order and as often as they are there', () => {
    const source = [
      'Received: one',
      'Received: two',
      'Subject: =?utf-8?q?a?=',
      ' =?utf-8?q?b?=',
      'X-Empty:',
      '',
      'Body: is no header',
    ];
    for (const end of ['\n', '\r\n'])
      expect(headersOf(source.join(end))).toEqual([
        { name: 'Received', value: 'one' },
        { name: 'Received', value: 'two' },
        { name: 'Subject', value: '=?utf-8?q?a?= =?utf-8?q?b?=' },
        { name: 'X-Empty', value: '' },
      ]);
  });

  it.each(['', '\n\nText: only', 'no header at all', 'bad name: x'])('are none in %j', (source) => {
    expect(headersOf(source)).toEqual([]);
  });
});
