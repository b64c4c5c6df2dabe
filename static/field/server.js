// Requests to the server: the device's token in a header, no cookies, a limit on waiting.

// No answer came: no signal, a cut, or too slow.
export class NoAnswer extends Error {}

// Sends and gives back status, headers and what was said.
export async function call(method, path, { token, json, body, headers, wait } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), wait || 30000);
  const all = { ...(headers || {}) };
  if (token) all.Authorization = `Bearer ${token}`;
  if (json !== undefined) all["Content-Type"] = "application/json";
  try {
    const answer = await fetch(path, {
      method,
      headers: all,
      body: json !== undefined ? (typeof json === "string" ? json : JSON.stringify(json)) : body,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    const text = method === "HEAD" || answer.status === 204 || answer.status === 304 ? "" : await answer.text();
    let said = null;
    try {
      said = text ? JSON.parse(text) : null;
    } catch (error) {
      // A gateway of a network may answer with a page of its own.
      if (answer.ok) throw new NoAnswer("not ours");
    }
    return { status: answer.status, ok: answer.ok, said, header: (name) => answer.headers.get(name) };
  } catch (error) {
    throw new NoAnswer(error.message);
  } finally {
    clearTimeout(timer);
  }
}

// Whether the token is no longer good: taken back, or too old.
export function isRevoked(answer) {
  return answer.status === 401;
}
