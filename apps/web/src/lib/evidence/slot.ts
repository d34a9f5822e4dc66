/** A slot for a piece: twelve signs by chance, so that no two devices ever choose the same. [LA17] */
const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const newSlot = (): string =>
  [...crypto.getRandomValues(new Uint32Array(12))].map((one) => SIGNS[one % SIGNS.length]).join('');
