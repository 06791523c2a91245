import { type ModerationLabel, offenceIn } from '../../src/domain/moderation.ts';

const found = (name: string, parent = '', confidence = 90): ModerationLabel => ({ name, parent, confidence });

describe('the moderation of a picture', () => {
  it('has no objection to a picture of which nothing was found', () => {
    expect(offenceIn([], 80)).toBeUndefined();
  });

  it.each(['Explicit', 'Violence', 'Visually Disturbing', 'Hate Symbols'])('objects to the category %s', (category) => {
    expect(offenceIn([found(category)], 80)).toEqual(found(category));
  });

  it.each([
    ['a beach', [found('Swimwear or Underwear'), found('Female Swimwear or Underwear', 'Swimwear or Underwear')]],
    ['a dinner', [found('Alcohol'), found('Alcoholic Beverages', 'Alcohol')]],
    [
      'a wedding',
      [
        found('Non-Explicit Nudity of Intimate parts and Kissing'),
        found('Kissing on the Lips', 'Non-Explicit Nudity of Intimate parts and Kissing'),
      ],
    ],
    [
      'a smoker, three levels deep',
      [
        found('Drugs & Tobacco'),
        found('Drugs & Tobacco Paraphernalia & Use', 'Drugs & Tobacco'),
        found('Smoking', 'Drugs & Tobacco Paraphernalia & Use'),
      ],
    ],
    ['a game', [found('Gambling')]],
  ])('has no objection to %s', (_, labels) => {
    expect(offenceIn(labels, 80)).toBeUndefined();
  });

  it('objects to a category that is newer than this code', () => {
    expect(offenceIn([found('Something Else')], 80)).toBeDefined();
  });

  it('objects to a label by its category, also when that is not among the findings', () => {
    expect(offenceIn([found('Weapons', 'Violence')], 80)).toBeDefined();
    expect(offenceIn([found('Drinking', 'Alcohol')], 80)).toBeUndefined();
  });

  it('counts what is as sure as the threshold, and nothing that is less', () => {
    expect(offenceIn([found('Violence', '', 80)], 80)).toBeDefined();
    expect(offenceIn([found('Violence', '', 79.99)], 80)).toBeUndefined();
  });

  it('tells the surest of several findings', () => {
    const labels = [found('Violence', '', 85), found('Alcohol', '', 99), found('Explicit', '', 95)];
    expect(offenceIn(labels, 80)?.name).toBe('Explicit');
  });

  it('ends with labels that name each other', () => {
    expect(offenceIn([found('one', 'other'), found('other', 'one')], 80)).toBeDefined();
  });
});
