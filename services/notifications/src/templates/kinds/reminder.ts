import type { Reminder } from '../../domain/told.ts';
import { say } from '../phrase.ts';
import type { Template } from '../template.ts';
import { quoted } from '../quoted.ts';

export const reminder: Template<Reminder> = {
  path: ({ scheduleId }) => `/schedules/${encodeURIComponent(scheduleId)}`,
  words: {
    en: ({ title, body }) => ({
      title: say`Reminder: ${title}`,
      ...quoted(body, say`You asked to be reminded of this.`),
      heading: say`${title}`,
      action: 'Open the schedule',
      reason: say`You get this because you planned it at Longhouse.`,
    }),
    ar: ({ title, body }) => ({
      title: say`تذكير: ${title}`,
      ...quoted(body, say`طلبت أن نذكّرك بهذا.`),
      heading: say`${title}`,
      action: 'افتح الجدول الزمني',
      reason: say`تصلك هذه الرسالة لأنك خططت لها في Longhouse.`,
    }),
  },
};
