/** The last day of a notice as it is shown: provisional where the holidays of its year are not published yet. */
import { m } from '#lib/paraglide/messages.js';

export interface Notice {
  readonly noticeEndsOn: string | null;
  readonly noticeEndsOnProvisional: boolean;
}

/** The day, spelled by `spell`; null where there is no notice. */
export function noticeDay(
  { noticeEndsOn, noticeEndsOnProvisional: isProvisional }: Notice,
  spell = (day: string): string => day,
): string | null {
  if (noticeEndsOn === null) return null;
  const day = spell(noticeEndsOn);
  return isProvisional ? m.day_provisional({ day }) : day;
}

/** Why the day may change; null where it will not. */
export function whyProvisional({ noticeEndsOn, noticeEndsOnProvisional }: Notice): string | null {
  if (noticeEndsOn === null || !noticeEndsOnProvisional) return null;
  return m.day_provisional_why({ year: noticeEndsOn.slice(0, 4) });
}
