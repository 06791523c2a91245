import type { Ways } from './way.ts';

export const notificationsPreviewsWays: Ways = {
  'notifications-local-preview-template': [
    async (cloud) => {
      const { templates } = (await cloud.invoke('notifications-local-preview-template', {})) as {
        templates: { kind: string; locales: string[] }[];
      };
      if (templates.length === 0) throw new Error('There is no template');
      for (const { kind, locales } of templates) {
        for (const locale of locales) await cloud.invoke('notifications-local-preview-template', { kind, locale });
      }
    },
  ],
};
