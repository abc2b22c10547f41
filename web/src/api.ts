/** Asking the server; every refusal becomes an Error with the server's own sentence. */

import { t } from './strings';
import { decode, type Message } from './wire';

export class Refused extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

async function asked(path: string, options: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, options);
  } catch {
    throw new Refused(0, t.trouble.noServer);
  }
  if (answer.ok) return answer;
  let words = t.trouble.refused(answer.status);
  try {
    const said = (await answer.json()) as { detail?: unknown };
    if (typeof said.detail === 'string') words = said.detail;
  } catch {
    /* the answer was no JSON; the status has to do */
  }
  throw new Refused(answer.status, words);
}

export async function get<T>(path: string): Promise<T> {
  return (await (await asked(path)).json()) as T;
}

export async function message(path: string): Promise<Message> {
  return decode(await (await asked(path)).arrayBuffer());
}

export async function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  return (await (await asked(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as T;
}

export async function remove<T>(path: string): Promise<T> {
  return (await (await asked(path, { method: 'DELETE' })).json()) as T;
}

export const q = encodeURIComponent;

/** Ask for something that is shown as long as whoever asks is there; return what ends the asking. */
export function asking<T>(
  path: string, got: (answer: T) => void, failed: (error: Error) => void = () => {}, fetched: (path: string) => Promise<unknown> = get,
): () => void {
  let wanted = true;
  fetched(path)
    .then((answer) => { if (wanted) got(answer as T); })
    .catch((error: Error) => { if (wanted) failed(error); });
  return () => { wanted = false; };
}
