/** What each line of the audit log says of an evaluation, without its author. */
import type { AuditDetail } from '@heping/db';
import type { Localized } from '@heping/scoring';

/** `{name}` is replaced by what the entry carries under that name; lists by their length. */
const SENTENCES: Readonly<Record<string, Localized>> = {
  'evaluation.plan': { zh: '安排了评价', en: 'planned the evaluation' },
  'panel.change': { zh: '调整了评价组', en: 'changed the panel' },
  'self.hand-in': {
    zh: '提交了自评（{scored} 项）',
    en: 'handed in the self-assessment (indicators scored: {scored})',
  },
  'self.take-back': { zh: '撤回了自评', en: 'took the self-assessment back' },
  'scoring.open': { zh: '开始评分', en: 'opened scoring' },
  recuse: { zh: '回避了本次评价', en: 'stepped back from the evaluation' },
  'paper.say': {
    zh: '登记为纸面评分，并指定复核录入人',
    en: 'said that the ballot stands on paper, and who types it again',
  },
  'paper.type': {
    zh: '复核录入纸面评分：录入 {typed} 项，{differing} 项与本人录入不同',
    en: 'typed a paper ballot a second time: places {typed}, differing {differing}',
  },
  'paper.take-back': { zh: '取消纸面评分登记', en: 'took back that the ballot stands on paper' },
  reveal: { zh: '公开评分：{ballots} 份个人评分表已固定', en: 'revealed and froze the ballots ({ballots})' },
  adopt: { zh: '采用了 {adopted} 项无分歧的评分', en: 'adopted the undisputed scores ({adopted})' },
  'exception.grant': { zh: '对“{requirement}”作例外处理', en: 'granted an exception for “{requirement}”' },
  'exception.withdraw': {
    zh: '撤销了对“{requirement}”的例外处理',
    en: 'withdrew the exception for “{requirement}”',
  },
  lock: { zh: '锁定评分表（第 {revision} 版）', en: 'locked the sheet (revision {revision})' },
  unlock: {
    zh: '解除定稿（第 {revision} 版），已有签字作废',
    en: 'unlocked revision {revision}; its signatures no longer count',
  },
  sign: { zh: '签字确认', en: 'signed' },
  dissent: { zh: '签字并保留意见', en: 'signed with a dissent' },
  acknowledge: { zh: '签收现场反馈', en: 'acknowledged the record' },
  decline: { zh: '拒绝签收现场反馈', en: 'declined to acknowledge the record' },
  'witness.acknowledge': {
    zh: '见证{name}（{post}）在平板上手写签收',
    en: 'witnessed that {nameEn} ({post}) acknowledged the record at the tablet',
  },
  'witness.decline': {
    zh: '见证{name}（{post}）在平板上拒绝签收',
    en: 'witnessed that {nameEn} ({post}) declined to acknowledge the record at the tablet',
  },
  'scan.keep': {
    zh: '保存签字盖章件扫描（第 {revision} 版，评价组手写签名 {panel} 人）',
    en: 'kept a scan of the signed and sealed paper (revision {revision}, signed by hand by {panel} of the panel)',
  },
  'signing.close': { zh: '结束签字，形成初评结果', en: 'closed signing: the result is preliminary' },
  approve: { zh: '审定了结果', en: 'approved the result' },
  'send-back': { zh: '退回评价组（第 {revision} 版）', en: 'sent revision {revision} back to the panel' },
  'finding.suggest': { zh: '提出了一条改进建议', en: 'made a suggestion' },
  'finding.unsuggest': { zh: '撤回了一条改进建议', en: 'withdrew a suggestion' },
  deliver: { zh: '送达结果，列出 {findings} 个问题', en: 'delivered the result; findings: {findings}' },
  'findings.issue': {
    zh: '印发问题整改通知单（{number}）',
    en: 'issued the notice of findings ({number})',
  },
  'findings.correct': {
    zh: '更正问题整改通知单：{before} → {after}',
    en: 'corrected the notice of findings: {before} → {after}',
  },
  publish: { zh: '公布了结果', en: 'published the result' },
  'plan.submit': { zh: '提交整改方案（第 {revision} 版）', en: 'submitted the plan (revision {revision})' },
  'plan.withdraw': { zh: '撤回整改方案（第 {revision} 版）', en: 'withdrew the plan (revision {revision})' },
  'plan.return': { zh: '退回整改方案（第 {revision} 版）', en: 'returned the plan (revision {revision})' },
  'plan.approve': {
    zh: '批准整改方案（第 {revision} 版）：新增 {added} 项、调整 {changed} 项、取消 {dropped} 项措施',
    en: 'approved the plan (revision {revision}): measures added {added}, changed {changed}, dropped {dropped}',
  },
  'plan.comment': { zh: '对整改方案作了批注（{finding}）', en: 'commented on the plan ({finding})' },
  'plan.settle': { zh: '处理了整改方案的一条批注', en: 'settled a comment on the plan' },
  'cases.accept': { zh: '接受了其余 {findings} 个问题', en: 'accepted the other findings ({findings})' },
  'finding.accept': { zh: '接受问题', en: 'accepted the finding' },
  'finding.object': { zh: '提出复核申请', en: 'objected to the finding' },
  'finding.withdraw-objection': { zh: '撤回复核申请', en: 'withdrew the objection' },
  'finding.take': { zh: '受理复核申请', en: 'took the objection' },
  'finding.propose': { zh: '提出复核意见并签字', en: 'proposed a decision on the objection, and signed' },
  'finding.agree': { zh: '同意复核意见并签字', en: 'agreed to the proposed decision, and signed' },
  'finding.send-back': { zh: '退回复核意见', en: 'sent the proposed decision back' },
  'finding.uphold': { zh: '复核决定：维持', en: 'decided the objection: upheld' },
  'finding.reduce': { zh: '复核决定：部分采纳', en: 'decided the objection: granted in part' },
  'finding.grant': {
    zh: '复核决定：采纳，问题撤销',
    en: 'decided the objection: granted; the finding is withdrawn',
  },
  'finding.lapse': {
    zh: '逾期未反馈，视为接受',
    en: 'The time for a response is over: it counts as accepted',
  },
  'reminder.before': {
    zh: '到期前提醒（{number}，期限 {lastDay}）',
    en: 'reminded of {number}, due on {lastDay}',
  },
  'reminder.remind': {
    zh: '提醒：{number} 已逾期（期限 {lastDay}）',
    en: 'reminder: {number} was due on {lastDay}',
  },
  'reminder.urge': {
    zh: '催办：{number} 已逾期（期限 {lastDay}）',
    en: 'urging: {number} was due on {lastDay}',
  },
  'reminder.supervise': {
    zh: '督办：{number} 已逾期（期限 {lastDay}）',
    en: 'supervision: {number} was due on {lastDay}',
  },
  'reminder.interview': {
    zh: '约谈：{number} 已逾期（期限 {lastDay}）',
    en: 'interview: {number} was due on {lastDay}',
  },
  'reminder.circular': {
    zh: '通报：{number} 已逾期（期限 {lastDay}）',
    en: 'circular: {number} was due on {lastDay}',
  },
  'reminder.record': {
    zh: '登记催办文书：{documentNumber} {note}',
    en: 'recorded the document of a step: {documentNumber} {note}',
  },
  'finding.approve-plan': { zh: '整改方案获批，开始整改', en: 'approved the plan: rectifying begins' },
  'finding.submit': { zh: '提交验收', en: 'submitted the finding for acceptance' },
  'finding.recall': { zh: '撤回验收申请', en: 'took the submission back' },
  'finding.return': { zh: '验收退回', en: 'sent the finding back' },
  'finding.close': { zh: '验收通过，销号', en: 'accepted and closed the finding' },
  'finding.look-back': { zh: '回头看', en: 'looked back at the finding' },
  'finding.open': {
    zh: '回头看发现问题未解决，列为新问题（{number}）',
    en: 'the look-back found it undone: opened as a finding of its own ({number})',
  },
  'finding.assign': { zh: '指定或变更经办人', en: 'assigned who handles the finding' },
  'finding.extend': {
    zh: '整改期限由 {from} 延至 {to}',
    en: 'extended the rectification from {from} to {to}',
  },
  'finding.urge': { zh: '催办（期限 {lastDay}）', en: 'urged (due on {lastDay})' },
  'finding.remark': { zh: '修改台账备注', en: 'changed the ledger’s remark' },
  'repeat.confirm': { zh: '认定为重复问题', en: 'confirmed that it is an earlier finding again' },
  'repeat.deny': { zh: '认定不是同一问题', en: 'found that it is not the earlier finding again' },
  'measure.add': {
    zh: '整改方案第 {revision} 版新增措施',
    en: 'added a measure by revision {revision} of the plan',
  },
  'measure.change': {
    zh: '整改方案第 {revision} 版调整了措施（{fields} 处）',
    en: 'changed a measure by revision {revision} of the plan ({fields} fields)',
  },
  'measure.drop': {
    zh: '整改方案第 {revision} 版取消了措施',
    en: 'dropped a measure by revision {revision} of the plan',
  },
  'measure.note': { zh: '填报措施进展（{percent}%）', en: 'noted progress on a measure ({percent} %)' },
  'measure.report': { zh: '报告措施完成', en: 'reported a measure as done' },
  'measure.check': { zh: '核验措施进度（{percent}%）', en: 'checked a measure ({percent} %)' },
  'measure.verify': { zh: '措施核验通过', en: 'verified a measure' },
  'measure.return': { zh: '退回措施', en: 'sent a measure back' },
  'measure.ask-extension': { zh: '申请延期至 {until}', en: 'asked for an extension to {until}' },
  'measure.grant-extension': { zh: '同意延期至 {until}', en: 'granted the extension to {until}' },
  'measure.refuse-extension': { zh: '不同意延期至 {until}', en: 'refused the extension to {until}' },
  'sheet.revise': {
    zh: '按复核决定形成评分表第 {revision} 版（问题 {number}）',
    en: 'revised the sheet by a decision on an objection: revision {revision} (finding {number})',
  },
  'link.make': { zh: '为责任人{name}新建了链接', en: 'made a link for {name}' },
  'link.open': {
    zh: '责任人{name}的链接在一台设备上打开',
    en: 'the link of {name} was opened on a device',
  },
  'link.revoke': { zh: '撤销了责任人{name}的链接', en: 'took back the link of {name}' },
  'link.exhaust': {
    zh: '责任人{name}的链接因验证码累计输错 {wrong} 次而失效',
    en: 'the link of {name} ended after {wrong} wrong codes',
  },
  'evaluation.cancel': { zh: '取消了评价', en: 'cancelled the evaluation' },
};

/** The sentence of an entry; an action nobody put into words shows as its name. */
export function sentenceOf(action: string, subject: string, detail: AuditDetail): Localized {
  const sentence = SENTENCES[action] ?? { zh: action, en: action };
  const fill = (words: string) =>
    words.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = detail[name];
      if (Array.isArray(value)) return String(value.length);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : subject;
    });
  return { zh: fill(sentence.zh), en: fill(sentence.en) };
}
