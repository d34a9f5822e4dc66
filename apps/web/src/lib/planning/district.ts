/** The district or county a centre lies in, read from its path: 湖州市德清县乾元镇 → 德清县. */
import { getLocale } from '#lib/paraglide/runtime.js';

interface Located {
  readonly area: string;
  readonly areaEn: string;
}

/** The Chinese name is the key; `null` for what belongs to the whole city. */
export function districtOf({ area }: Located): string | null {
  return /市(.+?[县区])/.exec(area)?.[1] ?? null;
}

/** The district in the reader's language: English paths run from the smallest up to the city. */
export function districtName(located: Located): string {
  const english = located.areaEn.split(', ').at(-2);
  return (getLocale() === 'en' ? english : undefined) ?? districtOf(located) ?? located.area;
}
