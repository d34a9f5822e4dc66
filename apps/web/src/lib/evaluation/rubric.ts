import { huzhou, parseRubric, type Rubric } from '@heping/scoring';
import { api } from '#lib/api/client.ts';

/** The rubric of an evaluation: ours is here already, another one comes from the server. */
export async function rubricOf(code: string): Promise<Rubric> {
  if (code === huzhou.code) return huzhou;
  const parsed = parseRubric(await api.get<unknown>(`/rubrics/${code}`));
  if (parsed.ok) return parsed.value;
  throw new Error(`rubric ${code}: ${parsed.error.map(({ message }) => message.en).join('; ')}`);
}
