/** Invented people: accounts to sign in with, officers, evaluators, and those of the centres. */
import type { CentreRole } from '@heping/scoring';

export interface DemoPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly nameEn: string;
}

type Name = readonly [username: string, name: string, nameEn: string];

/** An account's id is made from its username: `chen.wei` → `person-chen-wei`. */
export const personId = (username: string) => `person-${username.replaceAll('.', '-')}`;

const person = ([username, name, nameEn]: Name): DemoPerson => ({
  id: personId(username),
  ...{ username, name, nameEn },
});

export const ADMINISTRATOR = person(['admin', '何静', 'He Jing']);

/** [who, for which body] */
const OFFICER_ROWS: readonly (readonly [Name, bodyId: string])[] = [
  [['province.officer', '郑国华', 'Zheng Guohua'], 'body-zhejiang'],
  [['lou.min', '楼敏', 'Lou Min'], 'body-zhejiang'],
  [['city.officer', '沈丽萍', 'Shen Liping'], 'body-huzhou'],
  [['county.officer', '俞志明', 'Yu Zhiming'], 'body-deqing'],
  [['town.officer', '姚晓燕', 'Yao Xiaoyan'], 'body-qianyuan'],
  [['feng.yan', '冯燕', 'Feng Yan'], 'body-qianyuan'],
  [['jiang.bo', '蒋波', 'Jiang Bo'], 'body-deqing'],
  [['pan.hong', '潘虹', 'Pan Hong'], 'body-huzhou'],
  [['dong.lei', '董磊', 'Dong Lei'], 'body-wuxing'],
  [['cheng.fang', '程芳', 'Cheng Fang'], 'body-nanxun'],
  [['cao.yong', '曹勇', 'Cao Yong'], 'body-changxing'],
  [['tian.mei', '田梅', 'Tian Mei'], 'body-anji'],
  [['yuan.kai', '袁凯', 'Yuan Kai'], 'body-mogan-hitech'],
  [['deng.li', '邓莉', 'Deng Li'], 'body-deqing-homestays'],
];

/** Nobody here has a tie to any centre: panels are drawn from them. */
const EVALUATOR_ROWS: readonly Name[] = [
  ['chair', '陆建平', 'Lu Jianping'],
  ['panelist1', '陈薇', 'Chen Wei'],
  ['panelist2', '王海峰', 'Wang Haifeng'],
  ['panelist3', '章敏', 'Zhang Min'],
  ['panelist4', '费子昂', 'Fei Ziang'],
  ['zhou.jian', '周健', 'Zhou Jian'],
  ['wu.xiulan', '吴秀兰', 'Wu Xiulan'],
  ['xu.ming', '徐明', 'Xu Ming'],
  ['sun.yue', '孙悦', 'Sun Yue'],
  ['ma.chao', '马超群', 'Ma Chaoqun'],
  ['zhu.qing', '朱清', 'Zhu Qing'],
  ['hu.bin', '胡斌', 'Hu Bin'],
  ['guo.xue', '郭雪', 'Guo Xue'],
  ['lin.tao', '林涛', 'Lin Tao'],
  ['gao.yuan', '高媛', 'Gao Yuan'],
  ['luo.jun', '罗军', 'Luo Jun'],
  ['liang.ying', '梁颖', 'Liang Ying'],
  ['song.zhe', '宋哲', 'Song Zhe'],
];

type CentreRow = readonly [centreId: string, role: CentreRole, who: Name];

const CENTRE_ROWS: readonly CentreRow[] = [
  ['centre-qianyuan', 'director', ['leader', '钱卫东', 'Qian Weidong']],
  ['centre-qianyuan', 'deputy', ['qian.yun', '钱芸', 'Qian Yun']],
  ['centre-qianyuan', 'staff', ['shi.lin', '施琳', 'Shi Lin']],
  ['centre-huzhou', 'director', ['tang.zhiqiang', '汤志强', 'Tang Zhiqiang']],
  ['centre-huzhou', 'deputy', ['ye.qiu', '叶秋', 'Ye Qiu']],
  ['centre-huzhou', 'staff', ['xie.dan', '谢丹', 'Xie Dan']],
  ['centre-huzhou', 'staff', ['han.xiao', '韩晓', 'Han Xiao']],
  ['centre-wuxing', 'director', ['ren.wei', '任伟', 'Ren Wei']],
  ['centre-nanxun', 'director', ['jin.hua', '金华英', 'Jin Huaying']],
  ['centre-deqing', 'director', ['cai.wen', '蔡文', 'Cai Wen']],
  ['centre-deqing', 'deputy', ['bao.lili', '鲍丽丽', 'Bao Lili']],
  ['centre-deqing', 'staff', ['yan.chun', '严春', 'Yan Chun']],
  ['centre-changxing', 'director', ['qin.gang', '秦钢', 'Qin Gang']],
  ['centre-anji', 'director', ['zhuge.liang', '诸葛亮亮', 'Zhuge Liangliang']],
  ['centre-wukang', 'director', ['shao.jie', '邵洁', 'Shao Jie']],
  ['centre-xinshi', 'director', ['mao.dong', '毛冬', 'Mao Dong']],
  ['centre-leidian', 'director', ['kong.fei', '孔飞', 'Kong Fei']],
  ['centre-moganshan', 'director', ['bai.xue', '白雪', 'Bai Xue']],
  ['centre-zhili', 'director', ['min.hao', '闵浩', 'Min Hao']],
  ['centre-balidian', 'director', ['qiu.ping', '邱萍', 'Qiu Ping']],
  ['centre-lianshi', 'director', ['hou.bing', '侯兵', 'Hou Bing']],
  ['centre-shuanglin', 'director', ['long.jing', '龙静', 'Long Jing']],
  ['centre-sian', 'director', ['wan.li', '万里', 'Wan Li']],
  ['centre-heping', 'director', ['duan.ning', '段宁', 'Duan Ning']],
  ['centre-dipu', 'director', ['lei.ming', '雷鸣', 'Lei Ming']],
  ['centre-tianhuangping', 'director', ['zhu.lin', '竺琳', 'Zhu Lin']],
  ['centre-zhijie', 'director', ['gu.xiaoming', '顾晓明', 'Gu Xiaoming']],
  ['centre-xijie', 'director', ['hao.yun', '郝云', 'Hao Yun']],
  ['centre-dongjiao', 'director', ['shen.jia', '沈佳', 'Shen Jia']],
  ['centre-chengbei', 'director', ['fang.jun', '方军', 'Fang Jun']],
  ['centre-lianhe', 'director', ['wei.na', '魏娜', 'Wei Na']],
  ['centre-xingfu', 'director', ['xia.qing', '夏青', 'Xia Qing']],
  ['centre-jineshan', 'director', ['fu.rong', '傅蓉', 'Fu Rong']],
  ['centre-miaoqian', 'director', ['lou.gang', '楼刚', 'Lou Gang']],
  ['centre-yigao', 'director', ['ni.hong', '倪红', 'Ni Hong']],
  ['centre-yucun', 'director', ['pan.qiang', '潘强', 'Pan Qiang']],
  ['centre-qianyuan-park', 'director', ['zhong.shan', '钟珊', 'Zhong Shan']],
  ['centre-qianyuan-oldtown', 'director', ['jia.ru', '贾如', 'Jia Ru']],
  ['centre-mogan-hitech', 'director', ['ouyang.qiming', '欧阳启明', 'Ouyang Qiming']],
  ['centre-mogan-hitech', 'deputy', ['tao.ran', '陶然', 'Tao Ran']],
  ['centre-homestays', 'director', ['xiang.nan', '项楠', 'Xiang Nan']],
  ['centre-qianyuan-chamber', 'director', ['wen.jing', '温静', 'Wen Jing']],
  ['centre-qianyuan-rescue', 'director', ['shi.tou', '石磊', 'Shi Lei']],
  ['centre-zhili-garments', 'director', ['mi.lan', '米兰', 'Mi Lan']],
];

/** 组织委员: the member of the running body who answers for its centres (4.2.1, 4.2.2). */
const RESPONSIBLE_ROWS: readonly (readonly [Name, bodyId: string])[] = [
  [['xue.feng', '薛峰', 'Xue Feng'], 'body-qianyuan'],
  [['hong.mei', '洪梅', 'Hong Mei'], 'body-deqing'],
  [['zou.yang', '邹阳', 'Zou Yang'], 'body-mogan-hitech'],
];

export const OFFICERS = OFFICER_ROWS.map(([name, bodyId]) => ({ ...person(name), bodyId }));
export const EVALUATORS = EVALUATOR_ROWS.map(person);
export const CENTRE_PEOPLE = CENTRE_ROWS.map(([centreId, role, name]) => ({
  ...person(name),
  ...{ centreId, role },
}));
export const RESPONSIBLE = RESPONSIBLE_ROWS.map(([name, bodyId]) => ({ ...person(name), bodyId }));

export const PEOPLE: readonly DemoPerson[] = [
  ADMINISTRATOR,
  ...OFFICERS,
  ...EVALUATORS,
  ...CENTRE_PEOPLE,
  ...RESPONSIBLE,
];
