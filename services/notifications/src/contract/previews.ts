import { message, Type } from '@libs/contracts';

const KindName = Type.String({ minLength: 1, maxLength: 40 });
const Locale = Type.String({ minLength: 1, maxLength: 35 });

/** Empty: which templates are there? With a kind: what does it look like, in the language that a person with this locale reads? */
export const PreviewTemplate = message('PreviewTemplate', {
  kind: Type.Optional(KindName),
  /** BCP 47; English when it is absent or there are no texts in it. */
  locale: Type.Optional(Locale),
});

/** Either `templates`, or all of the others; `brief` and `sms` where the message goes over channels that they are for. */
export const TemplatePreview = message('TemplatePreview', {
  templates: Type.Optional(
    Type.Array(Type.Object({ kind: KindName, locales: Type.Array(Locale, { maxItems: 50 }) }), { maxItems: 100 }),
  ),
  kind: Type.Optional(KindName),
  /** That of the texts. */
  locale: Type.Optional(Locale),
  dir: Type.Optional(Type.Union([Type.Literal('ltr'), Type.Literal('rtl')])),
  brief: Type.Optional(Type.Object({ title: Type.String({ maxLength: 300 }), body: Type.String({ maxLength: 1000 }) })),
  mail: Type.Optional(
    Type.Object({
      subject: Type.String({ maxLength: 300 }),
      preheader: Type.String({ maxLength: 300 }),
      html: Type.String({ maxLength: 100_000 }),
      text: Type.String({ maxLength: 20_000 }),
    }),
  ),
  sms: Type.Optional(
    Type.Object({
      text: Type.String({ maxLength: 480 }),
      segments: Type.Integer({ minimum: 0, maximum: 3 }),
      encoding: Type.Union([Type.Literal('GSM-7'), Type.Literal('UCS-2')]),
    }),
  ),
});
