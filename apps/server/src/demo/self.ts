/** What centres of the demo say of themselves before they are evaluated: kindly, and in a few words. Invented. */
import { claim, statementOf, writeText, type DocumentName } from '@heping/protocol';
import { indicatorsOf, type IndicatorCode } from '@heping/scoring';
import type * as Y from 'yjs';
import type { Subject } from './entries.ts';
import { mix, worth } from './scores.ts';
import type { Entry } from './write.ts';

const STATEMENTS: Readonly<Record<IndicatorCode, string>> = {
  'A1.1.1': '中心临街，距公交站约 600 米，门前有无障碍坡道。',
  'A1.1.2': '设施每月检查一次，11 月检查记录见台账。',
  'A1.2.2': '使用面积按产权证和租赁合同计算，测绘图可现场核对。',
  'A1.3.2': 'LOGO 灯箱 9 月已检修，夜间可见。',
  'A1.4.2': '展示内容逐项上墙，志愿服务和公益创投板块今年更新。',
  'A1.5.3': '值班表按月公示，工作人员去向牌每日更新。',
  'A2.1.4': '联席会议每季度召开，纪要齐全。',
  'A2.2.2': '三本台账按月归档。',
  'A2.3.3': '红色代办登记、办结、回访都有记录。',
  'A2.3.7': '有固定服务日，志愿队 34 人。',
  'A2.3.8': '工作台账：集中学习按季度开展，签到和照片齐全。',
  'A2.3.10': '课题一项，已结题。',
  'A2.5.2': '中心 10 月自行组织问卷，满意度 93.5%，仅供参考。',
};

/** Every indicator but two, a little above what the panel will find. */
export function selfEntry(subject: Subject, leader: string): Entry {
  const document: DocumentName = { kind: 'self', evaluation: subject.id };
  const change = (self: Y.Doc) =>
    self.transact(() => {
      for (const [place, indicator] of indicatorsOf(subject.rubric).entries()) {
        const { code, maximum } = indicator;
        const chance = mix(subject.place, place, 23);
        if (chance % 20 === 0) continue;
        const thought = worth({
          ...{ indicator, place, evaluation: subject.place, quality: subject.quality },
          step: subject.step,
        });
        claim(self, code, chance % 3 === 0 ? thought : Math.min(maximum, thought + subject.step));
        const words = STATEMENTS[code];
        if (words !== undefined) writeText(statementOf(self, code), words);
      }
    });
  return { document, by: leader, change };
}
