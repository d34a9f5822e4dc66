/** One address. Without quotes, comments, lists or names, so that a header cannot be built from it. */
export const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,188}[A-Za-z0-9])?$/;

/** Whether somebody can be written to there: its host has a dot. */
export const isMailAddress = (text: string): boolean =>
  EMAIL.test(text) && text.lastIndexOf('.') > text.indexOf('@');
