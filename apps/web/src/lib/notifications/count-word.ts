/** A count as it is, from a hundred on `99+`. */
export const countWord = (count: number): string => (count > 99 ? '99+' : String(count));
