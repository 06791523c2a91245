/** Of all answers of SNS: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const SNS_NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text between two tags. */
export const xml = (text: string): string => text.replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? character);
