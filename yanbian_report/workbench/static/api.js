// Calls of the server; whatever it refuses is an Error with its words for people.

export class Refused extends Error {
  constructor(status, said) {
    super(said?.message ?? (status ? `服务没有做成（${status}）` : "工作台的服务没有应答：它可能已经结束，请重新打开工作台"));
    this.status = status;
    this.said = said ?? {};
  }
}

// The unit is that of the address; the name of this tab keeps two tabs from taking each other's words.
const own = Object.fromEntries([["tab", Math.random().toString(36).slice(2)], ["unit", new URLSearchParams(location.search).get("unit")]]);

async function call(method, path, body, type = "application/json") {
  const options = { method, credentials: "same-origin", headers: {} };
  if (method !== "GET") {
    options.headers["Content-Type"] = type;
    options.body = type === "application/json" ? JSON.stringify(body ?? {}) : body;
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(0);
  }
  const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

const asked = (params) => new URLSearchParams(Object.entries({ ...params, ...own }).filter(([, value]) => value != null));

export const get = (name, params = {}) => call("GET", `api/${name}?${asked(params)}`);
export const put = (name, body) => call("PUT", `api/${name}?${asked({})}`, body);
export const post = (name, body) => call("POST", `api/${name}?${asked({})}`, body);
export const send = (name, params, bytes) => call("POST", `api/${name}?${asked(params)}`, bytes, "application/octet-stream");
/** Where the server has a file, for a link. */
export const address = (name, params) => `api/${name}?${asked(params)}`;
export const listen = (params) => new EventSource(`api/events?${asked(params)}`);
