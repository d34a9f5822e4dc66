/** One verb or place of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly href?: string;
  readonly onselect?: () => void;
  /** One of several settings: whether it is the chosen one. */
  readonly isChosen?: boolean;
  readonly tone?: 'bad';
}
