import { asksSomebody } from '../../src/stage-guard/offline.ts';

it.each(['deploy', 'deploy function', 'info', 'invoke', 'invoke local', 'logs', 'remove', 'rollback', 'metrics'])(
  'knows that `%s` needs a cloud',
  (command) => {
    expect(asksSomebody(command)).toBe(true);
  },
);

it.each(['package', 'print', 'help'])('knows that `%s` needs none', (command) => {
  expect(asksSomebody(command)).toBe(false);
});
