import type { Reminder } from '../../domain/told.ts';
import { say } from '../phrase.ts';
import type { Template } from '../template.ts';
import { quoted } from '../quoted.ts';

export const reminder: Template<Reminder> = {
  path: ({ scheduleId }) =>
    scheduleId === undefined ? '/notifications' : `/schedules/${encodeURIComponent(scheduleId)}`,
  words: {
    en: ({ scheduleId, title, body }) =>
      scheduleId === undefined
        ? {
            title: say`${title}`,
            ...quoted(body, say`Longhouse has something to tell you.`),
            heading: say`${title}`,
            action: 'Open your notifications',
            reason: say`You get this because Longhouse planned it for you.`,
          }
        : {
            title: say`Reminder: ${title}`,
            ...quoted(body, say`You asked to be reminded of this.`),
            heading: say`${title}`,
            action: 'Open the schedule',
            reason: say`You get this because you planned it at Longhouse.`,
          },
    ar: ({ scheduleId, title, body }) =>
      scheduleId === undefined
        ? {
            title: say`${title}`,
            ...quoted(body, say`لدى Longhouse ما يخبرك به.`),
            heading: say`${title}`,
            action: 'افتح إشعاراتك',
            reason: say`تصلك هذه الرسالة لأن Longhouse خططت لها من أجلك.`,
          }
        : {
            title: say`تذكير: ${title}`,
            ...quoted(body, say`طلبت أن نذكّرك بهذا.`),
            heading: say`${title}`,
            action: 'افتح الجدول الزمني',
            reason: say`تصلك هذه الرسالة لأنك خططت لها في Longhouse.`,
          },
  },
};
