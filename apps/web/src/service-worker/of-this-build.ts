/** A document of this build starts what the build made: one of another would ask for scripts that are not here. Pure. [OF2] */
export const startsOneOf = (html: string, scripts: readonly string[]): boolean =>
  scripts.some((path) => html.includes(path));
