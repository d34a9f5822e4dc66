/** Days and times as they stand in papers: in the time zone of the campaign, wherever the reader is. [ND1] */

/** 中国标准时间: where the standard holds. */
export const TIME_ZONE = 'Asia/Shanghai';
/** The first moment of a day there, ms; China has no summer time. */
export const beginOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

const formats = new Map<string, Intl.DateTimeFormat>();

// Swedish writes days and times as papers do: 2026-11-23 10:42. Making a format takes long, so one is kept for each zone.
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format;
}

/** An instant in a time zone, to the minute: `2026-11-23 10:42`. [ND1] */
export const minuteIn = (timeZone: string, at: number): string => formatIn(timeZone).format(at);

/** The calendar day of an instant in a time zone: `2026-11-23`. [ND1] */
export const dayIn = (timeZone: string, at: number): string => minuteIn(timeZone, at).slice(0, 10);
