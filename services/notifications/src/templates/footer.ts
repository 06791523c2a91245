import type { TextLocale } from '../domain/locale.ts';

/** What stands at the end of every mail. */
interface Footer {
  readonly preferences: string;
  readonly unsubscribe: string;
  readonly motto: string;
}

export const FOOTERS: Readonly<Record<TextLocale, Footer>> = {
  en: {
    preferences: 'Choose what we tell you',
    unsubscribe: 'Unsubscribe',
    motto: 'One roof, one hearth a family.',
  },
  ar: {
    preferences: 'اختر ما نخبرك به',
    unsubscribe: 'إلغاء الاشتراك',
    motto: 'سقف واحد، ولكل أسرة موقد.',
  },
};
