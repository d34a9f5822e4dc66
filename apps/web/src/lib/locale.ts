/** Which language this page speaks. The cookie holds what was chosen here; the account carries it to other devices. */
import type { Me } from '@heping/protocol';
import { cookieName, getLocale, setLocale, type Locale } from '#lib/paraglide/runtime.js';
import { api, ApiOffline } from './api/client.ts';

/** Changes the language of this page, and of the account when somebody is signed in. The page loads anew. */
export async function switchLocale(locale: Locale, isSignedIn: boolean): Promise<void> {
  if (isSignedIn) {
    try {
      await api.patch('/me', { locale });
    } catch (error) {
      // Without a network the page changes its language all the same; the account follows at the next sign-in.
      if (!(error instanceof ApiOffline)) throw error;
    }
  }
  void setLocale(locale);
}

/**
 * After signing in: what was chosen in this browser wins and the account follows; where nothing was chosen, the account's
 * language is taken. True when the page has to be loaded anew for it.
 */
export async function agreeOnLocale(person: Me): Promise<boolean> {
  if (person.locale === getLocale()) return false;
  const wasChosen = document.cookie.split('; ').some((pair) => pair.startsWith(`${cookieName}=`));
  if (wasChosen) {
    await api.patch('/me', { locale: getLocale() });
    return false;
  }
  void setLocale(person.locale, { reload: false });
  return true;
}
