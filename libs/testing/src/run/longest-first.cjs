'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/** Deploys everything, and runs every function with each of its permissions taken away: as long as a third of all others together. */
const LONGEST = 'services/platform/test/roles/roles.test.ts';

/** Jest's own order, save for the longest test: begun first, it is done when the others are, who take turns on the other processors. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLongest), ...sorted.filter((test) => !isLongest(test))];
  }
};

function isLongest({ path }) {
  return path.endsWith(LONGEST);
}
