/** What a schema expected, in words: the first fault is the sentence, all of them are the details. */
import { schemas } from '@heping/protocol';
import type { Locale, Localized } from '@heping/scoring';
import type { FastifyError } from 'fastify';
import { Refused } from '../refused.ts';

/** What the words below need of a zod issue, as fastify-type-provider-zod hands it on. */
interface Issue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

const TYPES: Readonly<Record<string, Localized>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true/false）', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
};

const FORMATS: Readonly<Record<string, Localized>> = {
  date: { zh: '日期，如 2026-05-20', en: 'a day such as 2026-05-20' },
};

/** What only our own schemas ask for, by the name they give it. */
const OWN: Readonly<Record<string, Localized>> = {
  [schemas.CLEAN_TEXT]: {
    zh: '不含控制字符等无法保存的字符',
    en: 'text without control characters or others that cannot be kept',
  },
  [schemas.ONE_LINE]: {
    zh: '一行可见的文字',
    en: 'one line of text that can be seen',
  },
};

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function boundOf({ keyword, params }: Issue): Localized {
  const bound = text(params['minimum'] ?? params['maximum']);
  const least = keyword === 'too_small';
  switch (params['origin']) {
    case 'string':
      return least
        ? { zh: `至少 ${bound} 个字符`, en: `at least ${bound} characters` }
        : { zh: `最多 ${bound} 个字符`, en: `at most ${bound} characters` };
    case 'array':
      return least
        ? { zh: `至少 ${bound} 项`, en: `at least ${bound} items` }
        : { zh: `最多 ${bound} 项`, en: `at most ${bound} items` };
    default:
      return least
        ? { zh: `不小于 ${bound}`, en: `not less than ${bound}` }
        : { zh: `不大于 ${bound}`, en: `not more than ${bound}` };
  }
}

function expectedBy(issue: Issue): Localized {
  const { keyword, params, message = '' } = issue;
  switch (keyword) {
    case 'invalid_type': {
      const expected = text(params['expected']);
      return TYPES[expected] ?? { zh: expected, en: expected };
    }
    case 'too_small':
    case 'too_big':
      return boundOf(issue);
    case 'invalid_format': {
      const format = text(params['format']);
      const pattern = text(params['pattern'] ?? format);
      return FORMATS[format] ?? { zh: `格式 ${pattern}`, en: `the format ${pattern}` };
    }
    case 'invalid_value': {
      const values = Array.isArray(params['values']) ? params['values'].map(text) : [];
      return { zh: `${values.join('、')} 之一`, en: `one of ${values.join(', ')}` };
    }
    case 'unrecognized_keys': {
      const keys = Array.isArray(params['keys']) ? params['keys'].map(text) : [];
      return { zh: `没有这些项目：${keys.join('、')}`, en: `no such fields: ${keys.join(', ')}` };
    }
    case 'custom': {
      const { expected } = (params['params'] ?? {}) as { readonly expected?: string };
      return OWN[expected ?? ''] ?? { zh: message, en: message };
    }
    default:
      return { zh: message, en: message };
  }
}

/** `/panel/0/person` → `panel[0].person`; the whole body is `body`. */
function placeOf({ instancePath }: Issue, context: string): string {
  const place = instancePath
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
  return place === '' ? context : place.replace(/^\./, '');
}

/** A schema's refusal as BAD_REQUEST, with the path and what was expected. */
export function explain(error: FastifyError): Refused {
  const context = error.validationContext ?? 'body';
  // An id that cannot be one is an id that does not exist.
  if (context === 'params') return new Refused('NOT_FOUND');
  const faults = (error.validation ?? []).map((fault) => {
    const issue: Issue = { ...fault, params: fault.params };
    return { path: placeOf(issue, context), expected: expectedBy(issue) };
  });
  const [first = { path: context, expected: { zh: '符合要求', en: 'as described' } }] = faults;
  return new Refused('BAD_REQUEST', first, {
    details: (locale: Locale) => faults.map(({ path, expected }) => ({ path, expected: expected[locale] })),
  });
}
