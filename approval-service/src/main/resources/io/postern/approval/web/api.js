// The REST API. Errors are ApiError with the server's words.

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.message ?? 'The service does not answer.');
    this.status = status;
    this.approval = body?.approval ?? null;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { Accept: 'application/json', ...options.headers } });
  } catch {
    throw new ApiError(0, null);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) {
    throw new ApiError(response.status, body);
  }
  return body;
}

export const me = () => call('/api/me');
export const pending = () => call('/api/approvals?state=pending&limit=200');
export const decided = () => call('/api/approvals?state=decided&limit=30');
export const approval = (id) => call(`/api/approvals/${encodeURIComponent(id)}`);

/** `verb` is approve or deny. */
export const vote = (id, verb, reason) => call(`/api/approvals/${encodeURIComponent(id)}/${verb}`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ reason }),
});
