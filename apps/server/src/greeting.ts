/** What the console says to whoever started the server. */
import type { DemoAccount } from '@heping/db';

/** Chinese characters take two columns of a terminal. */
const widthOf = (text: string) =>
  [...text].reduce((width, char) => width + (/[\u1100-\u115f\u2e80-\uffdc]/u.test(char) ? 2 : 1), 0);

function tableOf(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? '')))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((columns[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

export interface Greeting {
  readonly address: string;
  readonly accounts: readonly DemoAccount[];
  /** The first administrator of an installation without a demo; said once and kept nowhere. */
  readonly administrator?: { readonly username: string; readonly password: string } | undefined;
}

/** Lines in both languages. */
export function greet({ address, accounts, administrator }: Greeting): string {
  const lines = ['', `  合评 Heping   ${address}`, ''];
  const [first] = accounts;
  if (first !== undefined) {
    const rows = accounts.map(({ username, name, role, roleEn }) => [username, name, role, roleEn]);
    const head = ['账号 account', '姓名 name', '身份', 'role'];
    lines.push(
      `  演示账号，密码均为 ${first.password}`,
      `  Demo accounts, all with the password ${first.password}`,
      '',
      ...tableOf([head, ...rows]).map((line) => `  ${line}`),
      '',
    );
  }
  if (administrator !== undefined) {
    const { username, password } = administrator;
    lines.push(
      `  管理员账号 ${username}，初始密码 ${password}（只显示这一次，请登录后修改）`,
      `  Administrator ${username}, first password ${password} (shown only now; change it after signing in)`,
      '',
    );
  }
  return lines.join('\n');
}
