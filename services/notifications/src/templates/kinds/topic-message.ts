import type { TopicMessage } from '../../domain/told.ts';
import { say, strong } from '../phrase.ts';
import { quoted } from '../quoted.ts';
import type { Template } from '../template.ts';

export const topicMessage: Template<TopicMessage> = {
  path: () => '/notifications',
  words: {
    en: ({ topic, title, body }) => ({
      title: say`${title}`,
      ...quoted(body, say`To everybody who follows ${strong(topic)}:`),
      heading: say`${title}`,
      action: 'Open your notifications',
      reason: say`You get this because you follow the topic ${topic}.`,
    }),
    ar: ({ topic, title, body }) => ({
      title: say`${title}`,
      ...quoted(body, say`إلى كل من يتابع ${strong(topic)}:`),
      heading: say`${title}`,
      action: 'افتح إشعاراتك',
      reason: say`تصلك هذه الرسالة لأنك تتابع الموضوع ${topic}.`,
    }),
  },
};
