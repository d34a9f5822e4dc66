import { expect, it } from 'vitest';
import { isWebhookUrl } from './url.ts';

it('[NT10] an address is asked for as the server takes it: https, or http to this machine', () => {
  const taken = ['https://oa.deqing.gov.cn/hook', 'http://localhost:3210/hook', 'http://[::1]:3210/'];
  const refused = [
    ...['', 'oa.deqing.gov.cn', 'http://oa.deqing.gov.cn/hook', 'ftp://oa.deqing.gov.cn/'],
    ...['https://wang:geheim@oa.deqing.gov.cn/', 'https://oa.deqing.gov.cn/#hook'],
  ];
  expect([taken.filter(isWebhookUrl), refused.filter(isWebhookUrl)]).toEqual([taken, []]);
});
