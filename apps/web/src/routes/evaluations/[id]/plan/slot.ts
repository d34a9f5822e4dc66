/** A slot for a measure that is added: six signs by chance, so that two people adding at once add two. [LA10] */
const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const newSlot = (): string =>
  [...crypto.getRandomValues(new Uint32Array(6))].map((one) => SIGNS[one % SIGNS.length]).join('');
