/** The choice between the two languages of a message, once for all of them (vite.brief-messages.ts). */
import { getLocale, type Locale } from '#lib/paraglide/runtime.js';

type Text<Inputs> = string | ((inputs: Inputs) => string);

export const say =
  <Inputs>(zh: Text<Inputs>, en: Text<Inputs>) =>
  (inputs: Inputs, options: { readonly locale?: Locale } = {}): string => {
    const text = (options.locale ?? getLocale()) === 'en' ? en : zh;
    return typeof text === 'string' ? text : text(inputs);
  };
