/**
 * The faces of GB/T 9704-2012 in a .docx, and which others stand in where a machine lacks them: Word, WPS and LibreOffice
 * look for the alternative names of the font table. [NF6]
 */
import type { Locale } from '@heping/scoring';

export interface Face {
  readonly ascii: string;
  readonly hAnsi: string;
  readonly cs: string;
  readonly eastAsia: string;
}

const LATIN = 'Times New Roman';
const face = (eastAsia: string, latin: string = eastAsia): Face => ({
  ...{ ascii: latin, hAnsi: latin, cs: latin, eastAsia },
});

/** 标题小标宋、正文仿宋、小标题黑体. Latin and digits within the text are Times New Roman. */
export const FACES: Readonly<Record<Locale, Readonly<Record<'title' | 'body' | 'heading', Face>>>> = {
  zh: {
    title: face('方正小标宋简体', LATIN),
    body: face('仿宋_GB2312', LATIN),
    heading: face('黑体', LATIN),
  },
  en: {
    title: face('方正小标宋简体', LATIN),
    body: face('仿宋_GB2312', LATIN),
    heading: face('黑体', 'Arial'),
  },
};

const INSTEAD: readonly (readonly [name: string, instead: string, family: string])[] = [
  [
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S;方正小标宋_GBK;华文中宋;STZhongsong;Noto Serif CJK SC;宋体',
    'roman',
  ],
  ['仿宋_GB2312', 'FangSong_GB2312;仿宋;FangSong;华文仿宋;STFangsong;Noto Serif CJK SC;宋体', 'modern'],
  ['黑体', 'SimHei;华文黑体;Noto Sans CJK SC;Source Han Sans SC', 'swiss'],
  ['宋体', 'SimSun;Noto Serif CJK SC', 'roman'],
];

/** `word/fontTable.xml`: GB 2312 faces with the names to look for instead. */
export const fontTable = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${INSTEAD.map(
    ([name, instead, family]) =>
      `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  ).join('')}</w:fonts>`;
