import type { Template } from './template.ts';

/** What is wrong with a packaged template of stage `prod`, one line a flaw; nothing when it keeps the rule. */
export type Rule = (template: Template) => string[];

/** One line when the rule does not hold for a resource. */
export const flaw = (id: string, holds: boolean, what: string): string[] => (holds ? [] : [`${id} ${what}`]);
