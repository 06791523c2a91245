import { NotFound } from '@libs/contracts/errors';
import { task } from '@libs/handler';
import { PreviewTemplate, TemplatePreview } from '../contract/previews.ts';
import { isKind, previewOf, templates } from '../templates/preview.ts';

/** Shows every template with sample data, over every channel: for the mailbox, and for whoever writes one. */
export const handler = task(
  PreviewTemplate,
  TemplatePreview,
  async ({ body: { kind, locale = 'en' } }, consoleUrl = process.env['CONSOLE_URL'] ?? '') => {
    if (kind === undefined) return { templates: templates() };
    if (!isKind(kind)) {
      throw new NotFound(
        'template-not-found',
        'There is no template for this kind; an empty input lists those there are',
      );
    }
    return previewOf(kind, locale, consoleUrl);
  },
);
