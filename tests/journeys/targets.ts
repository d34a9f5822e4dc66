/** What a finger meets on a page: what is too small for it, what only a pointer that hovers would find. */
import type { Page } from '@playwright/test';

/** The devices that a panel carries, as css px. */
export const DEVICES = {
  phone: { width: 390, height: 844 },
  phoneOnItsSide: { width: 844, height: 390 },
  tablet: { width: 820, height: 1180 },
  tabletOnItsSide: { width: 1180, height: 820 },
} as const;

/**
 * Every target in sight that a finger of 44 px does not hit: told with what it hits. Measured is what answers a touch, so
 * padding, pseudo-elements, and the label of a box count, and what is covered does not. A link within a running text is as
 * high as its line (WCAG 2.5.8).
 */
export const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const LEAST = 44;
    const CONTROLS =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true], [role=button], ' +
      '[role=link], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=menuitem], [role=option]';

    /** Not what waits for the focus beyond the edge of the page. */
    const isShown = (element: Element): boolean => {
      const { width, bottom } = element.getBoundingClientRect();
      return (
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        element.closest('.visually-hidden, [inert]') === null &&
        width > 1 &&
        bottom + scrollY > 0
      );
    };
    /** The words around a link in its block, without those that are pressed themselves or only drawn. */
    const isInRunningText = (element: Element): boolean => {
      if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement;
      while (block !== null && getComputedStyle(block).display.startsWith('inline'))
        block = block.parentElement;
      const words = block?.cloneNode(true) as Element | undefined;
      words
        ?.querySelectorAll('a, button, [aria-hidden=true], .visually-hidden')
        .forEach((one) => one.remove());
      return /[\p{L}\p{N}]{2}/u.test(words?.textContent ?? '');
    };
    /** How far around its middle a touch still reaches the target, across and down. */
    const reachOf = (target: Element): readonly [number, number] => {
      const labels = target instanceof HTMLInputElement ? [...(target.labels ?? [])] : [];
      const owned = [target, ...labels];
      const answers = (x: number, y: number): boolean => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && owned.some((one) => one.contains(hit));
      };
      const box = target.getBoundingClientRect();
      const middle = { x: box.left + box.width / 2, y: box.top + Math.min(box.height, LEAST) / 2 };
      const at = (dx: number, dy: number) => answers(middle.x + dx, middle.y + dy);
      const half = LEAST / 2 - 1;
      if (at(-half, 0) && at(half, 0) && at(0, -half) && at(0, half)) return [LEAST, LEAST];
      const far = (dx: number, dy: number): number => {
        let step = 0;
        while (step < LEAST && at(dx * (step + 1), dy * (step + 1))) step += 1;
        return step;
      };
      return [far(-1, 0) + far(1, 0) + 1, far(0, -1) + far(0, 1) + 1];
    };

    const here = [scrollX, scrollY] as const;
    const found: string[] = [];
    for (const target of document.querySelectorAll(CONTROLS)) {
      if (!isShown(target) || isInRunningText(target)) continue;
      const box = target.getBoundingClientRect();
      if (box.width >= LEAST && box.height >= LEAST) continue;
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const [across, down] = reachOf(target);
      if (across >= LEAST - 1 && down >= LEAST - 1) continue;
      const label = target instanceof HTMLInputElement ? target.labels?.[0]?.textContent : undefined;
      const name = target.getAttribute('aria-label') ?? label ?? target.textContent ?? '';
      const words = name.trim().replaceAll(/\s+/g, ' ').slice(0, 30);
      found.push(`${target.tagName.toLowerCase()} “${words}” ${across}×${down}`);
    }
    scrollTo({ left: here[0], top: here[1], behavior: 'instant' });
    return [...new Set(found)];
  });

/** Controls that are shown only while a pointer hovers over them or what holds them. */
export const hoverOnly = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const SHOWS = ['display', 'visibility', 'opacity', 'clip-path', 'pointer-events'];
    const rules = (list: CSSRuleList): CSSStyleRule[] =>
      [...list].flatMap((rule) =>
        rule instanceof CSSStyleRule
          ? [rule, ...rules(rule.cssRules)]
          : rule instanceof CSSGroupingRule
            ? rules(rule.cssRules)
            : [],
      );
    const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]';
    return [...document.styleSheets]
      .flatMap((sheet) => rules(sheet.cssRules))
      .filter(
        (rule) =>
          rule.selectorText.includes(':hover') && SHOWS.some((one) => rule.style.getPropertyValue(one)),
      )
      .flatMap((rule) => [...document.querySelectorAll(rule.selectorText.replaceAll(':hover', ''))])
      .filter((element) => element.matches(CONTROLS) || element.querySelector(CONTROLS) !== null)
      .filter((element) => !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .map((element) => element.outerHTML.slice(0, 120));
  });
