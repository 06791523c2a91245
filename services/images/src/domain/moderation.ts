/** Something that may not be fit to be shown, as a picture's moderation has found it. */
export interface ModerationLabel {
  readonly name: string;
  /** The wider label that it belongs to, of which there are up to two above each other; empty for a category. */
  readonly parent: string;
  /** Percent. */
  readonly confidence: number;
}

/**
 * Categories of which people's own pictures are full, and rightly: beaches, weddings, dinners. Any other leads to a rejection, one that is new too.
 * https://docs.aws.amazon.com/rekognition/latest/dg/moderation-api.html
 */
const PERMITTED: ReadonlySet<string> = new Set([
  'Non-Explicit Nudity of Intimate parts and Kissing',
  'Swimwear or Underwear',
  'Drugs & Tobacco',
  'Alcohol',
  'Rude Gestures',
  'Gambling',
]);

/** Of the taxonomy: category, label, narrower label. */
const LEVELS = 3;

/**
 * Why a picture is not to be shown: the surest finding outside of what is permitted; undefined when there is none.
 * @param threshold percent from which a finding counts
 */
export function offenceIn(labels: readonly ModerationLabel[], threshold: number): ModerationLabel | undefined {
  return labels
    .filter((label) => label.confidence >= threshold && !PERMITTED.has(categoryOf(label, labels)))
    .toSorted((one, other) => other.confidence - one.confidence)[0];
}

/** A wider label that is not among the findings counts as a category. */
function categoryOf({ name, parent }: ModerationLabel, labels: readonly ModerationLabel[], level = 1): string {
  if (parent === '' || level === LEVELS) return name;
  const wider = labels.find((label) => label.name === parent);
  return wider ? categoryOf(wider, labels, level + 1) : parent;
}
