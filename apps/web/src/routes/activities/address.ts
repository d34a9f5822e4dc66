/** What of the log is shown, as the address says it: whoever gets the link sees the same. */
import { ACTIVITY_TYPES, type ActivityType } from '@heping/scoring';
import { query } from '#lib/api/client.ts';

export interface LogAddress {
  readonly centre: string | null;
  readonly year: string | null;
  readonly month: string | null;
  readonly type: ActivityType | null;
  readonly q: string;
}

/** What is no month, year or type is passed over. */
export function readAddress(search: string): LogAddress {
  const params = new URLSearchParams(search);
  const matching = (name: string, shape: RegExp) => {
    const value = params.get(name);
    return value !== null && shape.test(value) ? value : null;
  };
  return {
    centre: matching('centre', /^[a-z0-9-]{1,24}$/),
    year: matching('year', /^\d{4}$/),
    month: matching('month', /^(0[1-9]|1[0-2])$/),
    type: ACTIVITY_TYPES.find((type) => type === params.get('type')) ?? null,
    q: params.get('q') ?? '',
  };
}

const paramsOf = ({ centre, year, month, type, q }: LogAddress) => ({ centre, year, month, type, q });

export const linkTo = (address: LogAddress): string => `/activities${query(paramsOf(address))}`;

/** The question behind an address. */
export const pathOf = (centre: string, address: LogAddress, after: string | null = null): string =>
  `/centres/${centre}/activities${query({ ...paramsOf(address), centre: null, after })}`;
